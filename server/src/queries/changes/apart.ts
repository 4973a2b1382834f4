import type { Apart } from '@outlay/shared/changes'
import type { Ask } from '../ask.ts'
import { runCosts } from '../costs.ts'
import type { AskedChange } from './question.ts'

/** The charges that a comparison of the first days of a month leaves out; with them it is the basis that was asked for. */
export async function readApart(
  ask: Ask,
  { question, apartFrom }: AskedChange,
  currency: string,
): Promise<Apart | null> {
  if (apartFrom === null) return null
  const { data, meta } = await runCosts(ask, {
    ...question,
    currency,
    charges: apartFrom,
    groupBy: ['chargeCategory', 'chargeFrequency'],
    filters: [...question.filters, { dimension: 'chargeCategory', op: 'not', values: ['Usage'] }],
  })
  return {
    cost: meta.total,
    previousCost: meta.previousTotal ?? '0',
    lines: data.map(({ group, cost, previousCost = '0' }) => ({
      chargeCategory: group[0] ?? '',
      chargeFrequency: group[1] ?? null,
      cost,
      previousCost,
    })),
  }
}
