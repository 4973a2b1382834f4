import { FOCUS_COLUMNS, type FocusColumn, SQL_TYPES } from '../../focus/columns.ts'
import type { Mapping } from '../../focus/reader.ts'
import { type CellType, cellOf } from './cells.ts'
import type { RawRelation } from './file-group.ts'
import { identifier, quoted } from './sql.ts'

export interface TypedColumn {
  readonly name: string
  readonly type: CellType
  readonly sqlType: string
  readonly required: boolean
}

export interface TypedSql {
  /** Every row: the typed columns, `__file`, `__row`, `__dataset`, `__rounded` and `__unit` (see REJECTED). */
  readonly rows: string
  /** `__file`, `__row`, `__unit` (null when it cannot be told) and `__reason` of rows that are not kept. */
  reasons(among: string): string
  /** A record may become several rows. */
  readonly expands: boolean
}

/** `__unit` of rows that are not kept. */
export const REJECTED = 'rejected'

export interface TypingInput {
  readonly raw: RawRelation
  readonly mapping: Mapping
  readonly columns: readonly TypedColumn[]
  /** SQL over typed columns that tells the units of a group apart. */
  readonly unit: string
  /** Typed columns without which the unit is not known. */
  readonly unitColumns: readonly string[]
  /** SQL over typed columns: a reason to reject, else null. */
  readonly validate?: string
}

/** All columns of a lake file for this mapping: FOCUS, then the bill's own `x_` columns as text. */
export function lakeColumns(mapping: Mapping): TypedColumn[] {
  const known = new Set(FOCUS_COLUMNS.map(({ name }) => name.toLowerCase()))
  const extras = Object.keys(mapping.columns).filter((name) => !known.has(name.toLowerCase()))
  const all: FocusColumn[] = [...FOCUS_COLUMNS, ...extras.map((name) => ({ name, type: 'text' as const }))]
  return all.map(({ name, type, required }) => ({
    name,
    type: type === 'money' ? 'decimal' : type,
    sqlType: SQL_TYPES[type],
    required: required === true,
  }))
}

/**
 * One pass over the raw lines that types every column, and tells by `__unit` which unit a row belongs to. There is no
 * WHERE on purpose: DuckDB would push it below the casts and compute them twice.
 */
export function typedSql(input: TypingInput): TypedSql {
  const { columns, unit, validate } = input
  const faults = columns.flatMap((column) => faultsOf(column, input))
  if (validate !== undefined)
    faults.push({ when: `(${validate}) is not null`, reason: `(${validate})::varchar` })
  const bad = faults.map(({ when }) => when).join('\n or ')
  const values = columns.map(({ name, type }) => {
    const final = input.mapping.columns[name] === undefined ? undefined : cellOf(type).final
    return final === undefined ? identifier(name) : `${final(identifier(name))} as ${identifier(name)}`
  })
  return {
    expands: input.mapping.expands === true,
    rows: `${ctes(input, '')}
      select ${values.join(', ')}, __file, __row, __dataset, ${rounded(input)} as __rounded,
        case when ${bad} then ${quoted(REJECTED)} else ${unit} end as __unit
      from __typed`,
    reasons: (among) => `${ctes(input, `semi join ${among} using (__file, __row)`)}
      select __file, __row, case when ${input.unitColumns.map((name) => `${identifier(name)} is null`).join(' or ') || 'false'}
          then null else ${unit} end as __unit,
        case ${faults.map(({ when, reason }) => `when ${when} then ${reason}`).join('\n')} end as __reason
      from __typed`,
  }
}

function ctes({ raw, mapping, columns }: TypingInput, filter: string): string {
  const mapped = columns.map(({ name, type }) => {
    const expression = mapping.columns[name]
    return expression === undefined
      ? undefined
      : `${cellOf(type).text(`(${expression})::varchar`)} as ${mappedName(name)}`
  })
  const typed = columns.map(({ name, type, sqlType }) => {
    const value = mapping.columns[name] === undefined ? 'null' : cellOf(type).typed(mappedName(name))
    return `cast(${value} as ${sqlType}) as ${identifier(name)}`
  })
  const texts = columns.filter((column) => isChecked(column, mapping)).map(({ name }) => mappedName(name))
  return `with raw as not materialized (select * from (${raw.sql}) ${filter}),
    ${mapping.with === undefined ? '' : `${mapping.with},`}
    __mapped as not materialized (
      select ${[...mapped.filter((sql) => sql !== undefined), ''].join(',\n')}
        (${mapping.reject ?? 'null'})::varchar as __reject,
        coalesce((${mapping.datasetSql ?? quoted(mapping.dataset ?? '')})::varchar, '') as __dataset,
        __file, __row
      from ${mapping.from ?? 'raw'}
    ),
    __typed as not materialized (
      select ${[...typed, ...texts].join(',\n')}, __reject, __dataset, __file, __row from __mapped
    )`
}

function mappedName(name: string): string {
  return identifier(`text of ${name}`)
}

/** Columns whose text is needed beside the value, to see that it could not be read. */
function isChecked({ name, type }: TypedColumn, mapping: Mapping): boolean {
  return type !== 'text' && mapping.columns[name] !== undefined
}

interface Fault {
  readonly when: string
  readonly reason: string
}

function faultsOf(column: TypedColumn, { columns, mapping }: TypingInput): Fault[] {
  const name = identifier(column.name)
  const text = mappedName(column.name)
  const faults: Fault[] = []
  if (column === columns[0]) faults.push({ when: '__reject is not null', reason: '__reject' })
  if (isChecked(column, mapping)) {
    const fault = cellOf(column.type).fault(name, text)
    faults.push({
      when: fault.when,
      reason: `${quoted(`${column.name} '`)} || left(${text}, 60) || ${quoted("' ")} || ${fault.says}`,
    })
  }
  if (column.required) {
    const missing = mapping.columns[column.name] === undefined ? 'true' : `${name} is null`
    faults.push({ when: missing, reason: quoted(`${column.name} is missing`) })
  }
  return faults
}

/** Values of the row that have more decimals than are kept. The length tells cheaply that most have not. */
function rounded({ columns, mapping }: TypingInput): string {
  const counts = columns
    .filter((column) => column.type === 'decimal' && isChecked(column, mapping))
    .map(({ name }) => {
      const text = mappedName(name)
      const exact = `try_cast(${text} as decimal(38, 28)) <> ${identifier(name)}`
      return `case when (length(${text}) > 15 or ${text} ilike '%e%') and ${exact} then 1 else 0 end`
    })
  return `(${counts.join(' + ') || '0'})::smallint`
}
