import type { Charges, Metric } from '@outlay/shared/dimensions'
import type { BasisQuestion } from './costs-question.ts'
import type { PromotedTags } from './dimension-sql.ts'
import { filterSql } from './filters.ts'

/** Column of each metric. */
export const METRIC_COLUMNS: Readonly<Record<Metric, string>> = {
  effective: 'effective',
  billed: 'billed',
  contracted: 'contracted',
  list: 'list',
}

const CHARGE_CONDITIONS: Readonly<Record<Charges, readonly string[]>> = {
  cost: [`charge_category not in ('Tax', 'Credit')`],
  usage: [`charge_category = 'Usage'`],
  all: [],
}

/** Named parameters that are collected while SQL is written. */
export interface Binder {
  readonly params: Record<string, string>
  /** Gives the placeholder of a value. Equal values share one, since DuckDB refuses parameters that are not used. */
  bind(value: string): string
  /** The same under a name that a reader of the SQL understands. */
  named(name: string, value: string): string
}

export function createBinder(): Binder {
  const params: Record<string, string> = {}
  const seen = new Map<string, string>()
  return {
    params,
    bind(value) {
      const name = seen.get(value) ?? `value${seen.size + 1}`
      seen.set(value, name)
      params[name] = value
      return `$${name}`
    },
    named(name, value) {
      params[name] = value
      return `$${name}`
    },
  }
}

/** Conditions of a question but for its days and currency. */
export function conditions(
  question: Pick<BasisQuestion, 'charges' | 'filters'>,
  promoted: PromotedTags,
  binder: Binder,
): readonly string[] {
  return [
    ...CHARGE_CONDITIONS[question.charges],
    ...question.filters.map((filter) => filterSql(filter, promoted, binder.bind)),
  ]
}

/** Conditions of a question with its days, and its currency where one is chosen; `prefix` sets its days apart from others. */
export function whereSql(
  question: BasisQuestion,
  promoted: PromotedTags,
  binder: Binder,
  prefix = '',
): string {
  const currency =
    question.currency === undefined ? [] : [`currency = ${binder.named('currency', question.currency)}`]
  return [
    `day >= ${binder.named(`${prefix}start`, question.start)}::date`,
    `day < ${binder.named(`${prefix}end`, question.end)}::date`,
    ...currency,
    ...conditions(question, promoted, binder),
  ].join('\n  and ')
}
