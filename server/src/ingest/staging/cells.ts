import type { ColumnType } from '../../focus/columns.ts'
import { LIMITS } from './limits.ts'

export type CellType = Exclude<ColumnType, 'money'> | 'double' | 'day' | 'object'

interface Cell {
  /** Text as the bill has it → text to type. */
  text(expression: string): string
  /** Text → value; null when it cannot be read. */
  typed(text: string): string
  /** Value → value that is kept. */
  final?(value: string): string
  /** When the text cannot be read, and a SQL text that ends "`Column 'value'` …". */
  fault(value: string, text: string): { readonly when: string; readonly says: string }
}

const trimmed = (expression: string) => `nullif(trim(${expression}), '')`
const kept = (expression: string) => `nullif(${expression}, '')`
const unread = (value: string, text: string) => `(${value} is null and ${text} is not null)`

/**
 * Of 18 digits first: the cast to 38 digits takes thirty times as long, and gives the same for what fits into both. DuckDB
 * reads `1_000` as a thousand.
 */
const decimal: Cell = {
  text: trimmed,
  typed: (text) => `case when contains(${text}, '_') then null
    else coalesce(try_cast(${text} as decimal(18, 14)), try_cast(${text} as decimal(38, 14))) end`,
  fault: (value, text) => ({ when: unread(value, text), says: `'is not a decimal number'` }),
}

const double: Cell = {
  text: trimmed,
  typed: (text) => `try_cast(replace(${text}, '_', '?') as double)`,
  fault: (value, text) => ({
    when: `(${unread(value, text)} or not isfinite(${value}))`,
    says: `'is not a number'`,
  }),
}

const FIRST = `timestamp '2000-01-01'`
const LAST = `timestamp '2100-01-01'`

const time: Cell = {
  text: trimmed,
  typed: instant,
  fault: (value, text) => ({
    when: `(${unread(value, text)} or ${value} < ${FIRST} or ${value} >= ${LAST})`,
    says: `case when ${value} is null then 'is not a date or time' else 'is outside the years 2000 to 2100' end`,
  }),
}

const day: Cell = { ...time, typed: (text) => `try_cast(${instant(text)} as date)` }

/**
 * A cast to TIMESTAMP reads an offset and forgets it, so texts with one go through TIMESTAMPTZ (the session is UTC);
 * neither reads `07:00Z` without seconds.
 */
function instant(text: string): string {
  return `case
    when ends_with(${text}, 'Z')
      then coalesce(try_cast(${text} as timestamp), try_cast(left(${text}, length(${text}) - 1) as timestamp))
    when length(${text}) > 16 and regexp_matches(${text}, '[0-9][+-][0-9:]+$')
      then try_cast(try_cast(${text} as timestamptz) as timestamp)
    else try_cast(${text} as timestamp)
  end`
}

const TOO_DEEP = (text: string) =>
  `(length(${text}) > ${LIMITS.nesting} and length(${text}) - length(replace(replace(${text}, '{', ''), '[', '')) > ${LIMITS.nesting})`

/** Values that are no scalars stay as their JSON text; of repeated keys the first counts. */
const map: Cell = {
  text: trimmed,
  typed: (text) =>
    `case when ${TOO_DEEP(text)} then null else try_cast(try_cast(${text} as json) as map(varchar, varchar)) end`,
  final: firstOfEachKey,
  fault: (value, text) => ({
    when: unread(value, text),
    says: `case when ${TOO_DEEP(text)} then 'is nested too deeply' else 'is not a JSON object' end`,
  }),
}

function firstOfEachKey(value: string): string {
  const isFirst = `lambda entry, place: list_position(map_keys(${value}), entry.key) = place`
  return `case when len(list_distinct(map_keys(${value}))) < cardinality(${value})
    then map_from_entries(list_filter(map_entries(${value}), ${isFirst})) else ${value} end`
}

const json: Cell = {
  text: kept,
  typed: (text) => `case when ${TOO_DEEP(text)} then null else ${text} end`,
  fault: (value, text) => ({ when: unread(value, text), says: `'is nested too deeply'` }),
}

const object: Cell = {
  text: trimmed,
  typed: (text) =>
    `case when ${TOO_DEEP(text)} or not json_valid(${text}) then null when json_type(${text}) = 'OBJECT' then ${text} end`,
  fault: map.fault,
}

const text: Cell = {
  text: kept,
  typed: (expression) => expression,
  fault: () => ({ when: 'false', says: `''` }),
}

const CELLS: Record<CellType, Cell> = { text, decimal, double, time, day, map, json, object }

export function cellOf(type: CellType): Cell {
  return CELLS[type]
}
