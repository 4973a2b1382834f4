/**
 * Days as bills write them: ISO, `9/2/2023` with the month or the day in front, `02.09.2023`. `order` is an SQL expression,
 * `mdy` or `dmy`. Text that is no day stays as it is, for typing to reject it.
 */
export function dayText(expression: string, order: string, plusDays = 0): string {
  const day = `split_part(${expression}, ' ', 1)`
  const slashed = `case when ${order} = 'dmy' then try_strptime(${day}, '%d/%m/%Y') else try_strptime(${day}, '%m/%d/%Y') end`
  const parsed = `case when ${expression} like '%/%' then ${slashed} when regexp_matches(${expression}, '^[0-9]{1,2}[.]') then try_strptime(${day}, '%d.%m.%Y') else date_trunc('day', try_cast(${expression} as timestamp)) end`
  return `coalesce(strftime(${parsed} + interval ${plusDays} day, '%Y-%m-%dT00:00:00Z'), ${expression})`
}

/** Which of the first two numbers of slashed days is the day: aggregate over the values of a file; null when none tells. */
export function orderEvidence(expressions: readonly string[]): string {
  const part = (expression: string, index: number) =>
    `try_cast(split_part(${expression}, '/', ${index}) as integer) > 12 and ${expression} like '%/%/%'`
  const any = (index: number) =>
    `bool_or(${expressions.map((expression) => `coalesce(${part(expression, index)}, false)`).join(' or ')})`
  return `case when ${any(2)} then 'mdy' when ${any(1)} then 'dmy' end`
}
