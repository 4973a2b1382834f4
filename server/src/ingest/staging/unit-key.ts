/**
 * SQL over typed columns: the values that make a unit within one group of files. Providers still stand here as the bill
 * spells them; `providerSlug` folds them afterwards, on the few distinct names.
 */
export const PROVIDER_NAME =
  'coalesce("ServiceProviderName", "ProviderName", "HostProviderName", "PublisherName")'

/**
 * The month that a billing period belongs to. Google's months start at 07:00 or 08:00 UTC (Pacific midnight) and some
 * Azure exports start theirs in the evening before (local midnight east of Greenwich): noon of the first day is in the
 * month for all of them.
 */
export const BILLING_MONTH = `strftime("BillingPeriodStart" + interval 12 hour, '%Y-%m')`

export const UNIT_COLUMNS = ['BillingAccountId', 'BillingPeriodStart']

export const UNIT_HASH = `hash(${PROVIDER_NAME}, "BillingAccountId", ${BILLING_MONTH}, __dataset)::varchar`
