/** Arithmetic on amounts in text form: exact to 14 decimals, null where nothing is known, a bad number as its own text. */

export function amount(expression: string): string {
  return `try_cast(${expression} as decimal(38, 14))`
}

/** For products and ratios, which are not exact anyway: a cast to a wide decimal costs thirty times as much. */
export function double(expression: string): string {
  return `try_cast(${expression} as double)`
}

/** Sum of the first terms minus the second. Null terms count 0; null when all are. */
export function sumOf(plus: readonly string[], minus: readonly string[] = []): string {
  const terms = [...plus, ...minus]
  const bad = terms.map((term) => `when ${isBad(term)} then ${term}`)
  const zero = (term: string) => `coalesce(${amount(term)}, 0::decimal(38, 14))`
  const sum = [plus.map(zero).join(' + '), ...minus.map(zero)].join(' - ')
  return `case when coalesce(${terms.join(', ')}) is null then null ${bad.join(' ')} else coalesce(try(${sum})::varchar, 'sum out of range') end`
}

/** `value × numerator ÷ denominator`, in doubles and rounded to 14 decimals: exact only where the ratio is 1. */
export function scaled(value: string, numerator: string, denominator: string): string {
  return `case when ${denominator} = ${numerator} then ${value} else ${rounded(`${value}::double * ${numerator}::double / ${denominator}::double`)} end`
}

/** A double as a decimal of 14 places; null when it is infinite or out of range. */
export function rounded(value: string): string {
  return `try_cast(round(${value}, 14) as decimal(38, 14))`
}

export function isZero(expression: string): string {
  return `coalesce(${double(expression)} = 0, false)`
}

/** Text that is there but no number. */
export function isBad(expression: string): string {
  return `${expression} is not null and ${amount(expression)} is null`
}
