import { expect, test } from 'vitest'
import { azureThread, EXPECTED, OCTOBER } from './thread-kit.ts'

test('costs, then exports of a part of the month, then of all of it: nothing erased, nothing twice', async () => {
  const it = await azureThread()
  await it.collect('costs')
  expect(await it.totals()).toEqual(EXPECTED)

  const late = OCTOBER.filter((day) => day >= '2026-10-20')
  await it.put('ActualCost', late, '202611210300')
  await it.put('AmortizedCost', late, '202611210300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(EXPECTED)

  await it.put('ActualCost', OCTOBER, '202611220300')
  await it.put('AmortizedCost', OCTOBER, '202611220300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(EXPECTED)

  const again = (await it.collect('exports')).flatMap(({ imports }) => imports)
  expect(again.filter(({ state }) => state !== 'unchanged')).toEqual([])
  expect(await it.totals()).toEqual(EXPECTED)
})
