export const MAX_PERCENT = 100
/** Hours that the clouds bill as one month of storage. */
export const HOURS_PER_MONTH = 730
