import { ML_CLASSES, type MlClass } from '@outlay/shared/ml'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dailySpend } from '../alerts/budgets/daily-spend.ts'
import { Document } from '../allocation/document.ts'
import { answerCosts } from '../queries/costs.ts'
import { answerDimensionValues } from '../queries/dimension-values.ts'
import type { Fact } from '../queries/fact-builder.ts'
import { parseFilters } from '../queries/filters.ts'
import { answerMlGpu } from './gpu.ts'
import { answerMlSummary } from './summary.ts'
import { askOf } from './test-ask.ts'
import { LINES } from './test-lines.ts'

let bill: Awaited<ReturnType<typeof askOf>>
const costs = (query: string) => answerCosts(bill.ask, new URLSearchParams(`granularity=total&${query}`))
const days = 'start=2026-11-01&end=2026-11-23'

beforeAll(async () => {
  const facts = LINES.map(
    ([, , line], index): Fact => ({ day: '2026-11-10', ...line, billed: `${index + 1}.000000000${index}` }),
  )
  const earlier = facts.map((fact): Fact => ({ ...fact, day: '2026-10-10' }))
  bill = await askOf({
    facts: [...facts, ...earlier],
    inventory: [{ resource: 'vol-1', type: 'disk', attributes: { attached_to: 'i-3' } }],
  })
})
afterAll(() => bill.close())

test('costs by ML class are the figures of the ML page, and what is no ML has none', async () => {
  const { classes, total, allCosts } = await answerMlSummary(bill.ask, new URLSearchParams(days), bill.lake)
  const { data, meta } = await costs(`${days}&groupBy=mlClass`)
  const byClass = new Map(data.map(({ group: [id], cost }) => [id ?? null, cost]))
  for (const { class: id, cost } of classes) expect([id, byClass.get(id)]).toEqual([id, cost])
  expect(meta.total).toBe(allCosts)
  const any = ML_CLASSES.map((id) => `filter=mlClass:is:${id}`).join('&')
  expect((await costs(`${days}&${any}`)).meta.total).toBe(total)
  const rest = await costs(`${days}&filter=mlClass:absent`)
  expect(rest.meta.total).toBe(byClass.get(null))
})

test.each<MlClass>(['training', 'storage', 'tokens'])(
  'a filter by %s gives its figure in any period',
  async (id) => {
    for (const period of [days, 'start=2026-10-01&end=2026-11-01']) {
      const { classes } = await answerMlSummary(bill.ask, new URLSearchParams(period), bill.lake)
      const { meta } = await costs(`${period}&filter=mlClass:is:${id}&groupBy=usageType`)
      expect(meta.total).toBe(classes.find((row) => row.class === id)?.cost)
    }
  },
)

test('costs by accelerator are the GPU spend of each model', async () => {
  const { models, totals } = await answerMlGpu(bill.ask, new URLSearchParams(days), bill.lake)
  expect(models.length).toBeGreaterThan(3)
  for (const { provider, model, cost } of models) {
    const query = `${days}&filter=provider:is:${provider}&filter=accelerator:is:${encodeURIComponent(model ?? 'not named')}`
    expect([model, (await costs(query)).meta.total]).toEqual([model, cost])
  }
  const names = new Set(models.map(({ model }) => model ?? 'not named'))
  const any = [...names].map((name) => `filter=accelerator:is:${encodeURIComponent(name)}`).join('&')
  expect((await costs(`${days}&${any}`)).meta.total).toBe(totals.cost)
})

test('the classes are offered as values with their cost', async () => {
  const { data } = await answerDimensionValues(bill.ask, 'mlClass', new URLSearchParams(days))
  expect(new Set(data.map(({ value }) => value))).toEqual(new Set([...ML_CLASSES, null]))
})

test('compared with the period before, each class stands beside its own', async () => {
  const { data } = await costs(`${days}&groupBy=mlClass&compare=previous&align=date`)
  const before = await costs('start=2026-10-10&end=2026-11-01&groupBy=mlClass')
  for (const { group, previousCost } of data)
    expect([group, previousCost]).toEqual([group, before.data.find((row) => row.group[0] === group[0])?.cost])
})

test('a budget of a class counts its figure', async () => {
  const budget = {
    scope: [parseFilters(['mlClass:is:training'])],
    currency: 'USD',
    basis: { metric: 'effective', charges: 'cost' },
  } as const
  const spent = await dailySpend(bill.ask, budget, { start: '2026-11-10', end: '2026-11-11' })
  const { classes } = await answerMlSummary(bill.ask, new URLSearchParams(days), bill.lake)
  expect(spent.map(({ cost }) => cost)).toEqual([classes.find(({ class: id }) => id === 'training')?.cost])
})

test('a rule that gives costs to teams cannot use them', () => {
  const rule = { origin: 'app', team: 'ml', match: [['mlClass:is:training']] }
  expect(() => Document.parse({ rules: [rule] })).toThrow('cannot be matched by mlClass')
})
