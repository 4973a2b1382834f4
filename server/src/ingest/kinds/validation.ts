/** SQL: the reason (text) where the condition holds, else NULL. Both are SQL expressions over the typed columns. */
export function reason(condition: string, text: string): string {
  return `case when ${condition} then ${text} end`
}

/** SQL: the first reason that is not NULL. */
export function firstReason(reasons: readonly string[]): string {
  return `coalesce(${[...reasons, 'null'].join(',\n')})`
}

export function oneOf(values: readonly string[]): string {
  return `(${values.map((value) => `'${value}'`).join(', ')})`
}

/** Catches epochs read in the wrong unit and years of two digits. */
export function plausibleTime(column: string): string {
  return reason(
    `year("${column}") not between 2006 and 2100`,
    `'${column} ' || cast("${column}" as varchar) || ' is not between 2006 and 2100'`,
  )
}

export function currencyCode(column: string): string {
  return reason(
    `not regexp_full_match("${column}", '[A-Z]{3}')`,
    `'${column} ' || "${column}" || ' is not a currency code of three capital letters such as USD'`,
  )
}
