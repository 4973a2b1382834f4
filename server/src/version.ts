/** Version of Outlay, as in the packages. */
export const VERSION = '0.1.0'
