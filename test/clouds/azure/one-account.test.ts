import { expect, test } from 'vitest'
import { SEARCH } from './sample-company.ts'
import { azureThread, EXPECTED, OCTOBER } from './thread-kit.ts'

const ACCOUNTS = 'select distinct billing_account, sub_account from cost_fact order by all'
const STATES = `select format, grain, state from import where kind = 'costs' and state in ('counted', 'side') order by all`
const one = [['8611537', SEARCH]]

test('a FOCUS export beside Cost Management and a native export is one account, counted once', async () => {
  const it = await azureThread()

  await it.collect('costs')
  await it.put('FocusCost', OCTOBER, '202611200300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(EXPECTED)
  expect(await it.select(ACCOUNTS)).toEqual(one)
  expect(await it.select(STATES)).toEqual([
    ['azure-cost-management', 'service', 'side'],
    ['focus', 'resource', 'counted'],
  ])

  await it.put('ActualCost', OCTOBER, '202611210300')
  await it.put('AmortizedCost', OCTOBER, '202611210300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(EXPECTED)
  expect(await it.select(ACCOUNTS)).toEqual(one)

  await it.collect('costs', 'exports')
  expect(await it.totals()).toEqual(EXPECTED)
})

test('a FOCUS export of the last days of a month leaves the days before to Cost Management', async () => {
  const it = await azureThread()

  await it.collect('costs')
  await it.put(
    'FocusCost',
    OCTOBER.filter((day) => day >= '2026-10-20'),
    '202611200300',
  )
  await it.collect('exports')

  expect(await it.totals()).toEqual(EXPECTED)
  expect(
    await it.select(`select import.format, min(cost_fact.day)::varchar, max(cost_fact.day)::varchar
      from cost_fact join import on import.id = import_id group by all order by all`),
  ).toEqual([
    ['azure-cost-management', '2026-10-01', '2026-10-19'],
    ['focus', '2026-10-20', '2026-10-31'],
  ])
})

test('an export with other rows than its manifest counts is refused whole, and taken once they agree', async () => {
  const it = await azureThread()
  await it.collect('costs')

  await it.put('FocusCost', OCTOBER, '202611200300', { rows: 95 })
  const [refused] = await it.run(['exports'])
  expect(refused?.error?.message).toMatch(/94 rows came, the manifest says 95; nothing of this window/)
  expect(refused?.imports).toEqual([])
  expect(await it.select(`select format from import where format = 'focus'`)).toEqual([])
  expect(await it.totals()).toEqual(EXPECTED)

  await it.put('FocusCost', OCTOBER, '202611210300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(EXPECTED)
})
