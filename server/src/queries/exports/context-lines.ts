import type { CostsMeta } from '@outlay/shared/api'
import type { CostsQuestion } from '../costs-question.ts'
import { dimensionLabel } from '../dimension-sql.ts'

/** What an exported table shows, as name and value: a figure without its basis cannot be checked. */
export function contextLines(
  question: CostsQuestion,
  meta: CostsMeta,
  now: Date,
): readonly (readonly [string, string])[] {
  const { start, end, currency, basis, total, previous } = meta
  return [
    ['Outlay', 'costs'],
    ['period', `${start} to ${end}, end exclusive, days in UTC`],
    ['granularity', question.granularity],
    ['metric', basis.metric],
    ['charges', basis.charges],
    ['currency', currency],
    ['group by', question.groupBy.map(dimensionLabel).join(', ')],
    ...question.filters.map(
      (filter) =>
        ['filter', `${dimensionLabel(filter.dimension)} ${filter.op} ${filter.values.join(' | ')}`] as const,
    ),
    ...(previous === undefined
      ? []
      : [['compared with', `${previous.start} to ${previous.end}, aligned by ${previous.align}`] as const]),
    ['total', total],
    ['complete through', meta.dataThrough ?? ''],
    ['generated at', now.toISOString()],
    ...meta.warnings.map((warning) => ['warning', warning.message] as const),
  ]
}
