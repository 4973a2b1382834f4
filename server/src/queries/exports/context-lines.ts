import type { CostsMeta } from '@outlay/shared/api'
import type { Report } from '@outlay/shared/report-currency'
import type { CostsQuestion } from '../costs-question.ts'
import { dimensionLabel } from '../dimension-sql.ts'

/** What an exported table shows, as name and value: a figure without its basis cannot be checked. */
export function contextLines(
  question: CostsQuestion,
  meta: CostsMeta,
  now: Date,
): readonly (readonly [string, string])[] {
  const { start, end, currency, basis, total, previous, report } = meta
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
    ...(report === undefined ? [] : reportLines(report)),
    ['total', total],
    ['complete through', meta.dataThrough ?? ''],
    ['generated at', now.toISOString()],
    ...meta.warnings.map((warning) => ['warning', warning.message] as const),
  ]
}

/** At which rates of which days other currencies were converted, and what has no rate and is in no row. */
function reportLines({ conversions, apart, currency }: Report): readonly (readonly [string, string])[] {
  const others = conversions.filter(({ source }) => source !== 'same')
  return [
    ...others.map(({ from, amount, converted, rateLow, rateHigh, firstDay, lastDay, source }) => {
      const rate = rateLow === rateHigh ? rateLow : `${rateLow} to ${rateHigh}`
      const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
      const of = source === 'bill' ? 'the bill' : 'the rates file'
      return [
        'converted',
        `${amount} ${from} is ${converted} ${currency} at ${rate}, ${of}, ${days}`,
      ] as const
    }),
    ...apart.map((other) => ['without a rate', `${other.total} ${other.currency}, in no row`] as const),
  ]
}
