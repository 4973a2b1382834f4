import type { Basis } from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import type { RowsAnswer, RunSql } from '@outlay/shared/working'
import { type Filter, formatFilter } from './filters.ts'
import {
  ALIGN_LABEL,
  CHARGES_LABEL,
  dimensionLabel,
  filterLabel,
  METRIC_LABEL,
  rangeLabel,
} from './labels.ts'
import type { Range } from './period.ts'
import { answer } from './queries.ts'
import type { View } from './view.ts'

/** How a figure came about: what it answers, the SQL that was run, the rows it was made from, the way back to it. */
export interface Working {
  /** The question in words, as a sentence without its full stop. */
  readonly question: string
  /** The formula or the rule by which the figure was made, where the SQL alone does not tell it. */
  readonly method?: string
  /** SQL at hand, or the path below `/api/v1` of an answer whose `meta` holds `sql` and `params`. */
  readonly sql: readonly TitledSql[] | { readonly path: string }
  /** Query part of `GET /costs/rows` for the same lines; null where the figure is not made of cost lines. */
  readonly rows: string | null
  /** The view in the Explorer whose total is the figure; null where none is. */
  readonly view: ((view: View) => View) | null
}

export interface TitledSql extends RunSql {
  readonly title: string
}

/** The part of an answer that tells its SQL. */
export interface Explained {
  readonly meta: Partial<RunSql>
}

/** What a figure of cost counts. */
export interface CostLines extends Range {
  readonly basis: Basis
  readonly currency: string
  readonly filters: readonly Filter[]
  /** True where `currency` is one that others were converted into. */
  readonly isReport?: boolean
}

/** How rows come into a report currency. */
export const CONVERTED =
  'Each row of the daily facts is multiplied by its rate, rounded to 14 decimals and then added: first by the rate of the bill, else by that of the rates file. The rows in their own currencies show once one currency is chosen.'

export const explainedOptions = (path: string) => answer<Explained>(path)
export const rowsOptions = (query: string) => answer<RowsAnswer>(`/costs/rows?${query}`)

/** Query part of `GET /costs/rows` for the lines of a figure. */
export function rowsQuery({ basis, currency, filters, start, end }: CostLines): string {
  const query = new URLSearchParams({ start, end, ...basis, currency })
  for (const filter of filters) query.append('filter', formatFilter(filter))
  return query.toString()
}

interface AskedOver {
  readonly groupBy?: readonly Dimension[]
  readonly previous?: (Range & { readonly align: keyof typeof ALIGN_LABEL }) | undefined
}

/** `Effective cost (without tax and credits) in USD, 1 Nov – 21 Nov 2026, where Team is ml, by Service`. */
export function costsInWords(lines: CostLines, { groupBy = [], previous }: AskedOver = {}): string {
  const { basis, currency, filters } = lines
  const where = filters.map((filter) => filterLabel(filter)).join(' and ')
  return [
    `${METRIC_LABEL[basis.metric]} cost (${CHARGES_LABEL[basis.charges]}) in ${currency}`,
    rangeLabel(lines),
    ...(where === '' ? [] : [`where ${where}`]),
    ...(groupBy.length === 0 ? [] : [`by ${groupBy.map(dimensionLabel).join(' and ')}`]),
    ...(previous === undefined
      ? []
      : [`compared with ${rangeLabel(previous)} (${ALIGN_LABEL[previous.align].toLowerCase()})`]),
  ].join(', ')
}

/** The working of one sum of cost lines: its rows, and its SQL from `GET /costs`. */
export function costsWorking(lines: CostLines, view: Working['view'], asked: AskedOver = {}): Working {
  const rows = rowsQuery(lines)
  const query = new URLSearchParams(rows)
  query.set('granularity', 'total')
  query.set('explain', '1')
  if (asked.groupBy !== undefined) query.set('groupBy', asked.groupBy.join(','))
  if (lines.isReport === true) {
    query.delete('currency')
    query.set('reportCurrency', lines.currency)
  }
  const sql = { path: `/costs?${query}` }
  return { question: costsInWords(lines, asked), sql, rows: lines.isReport === true ? null : rows, view }
}
