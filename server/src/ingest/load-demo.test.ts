import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { billed, filesIn, type TestFolder, testFolder } from './apply/harness.ts'
import { type DeliverySpec, stageDelivery } from './apply/staged-builder.ts'
import { demoState, isEmpty } from './demo-data.ts'
import { type LoadDemoOptions, loadDemo } from './load-demo.ts'
import { createPipeline, type Pipeline } from './pipeline.ts'

let folder: TestFolder
let pipeline: Pipeline

beforeEach(async () => {
  folder = await testFolder()
  const config = loadConfig({ env: {}, cwd: folder.root })
  pipeline = createPipeline(folder.db, config, folder.options.clock)
})

afterEach(async () => {
  await folder.remove()
})

const HEADER =
  'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ProviderName'
const MONTH = '2026-07-01T00:00:00Z,2026-08-01T00:00:00Z'

/** A company of two bills, of 1 and 2 dollars. */
const generate: LoadDemoOptions['generate'] = async (out, asOf) => {
  const deliveries = ['1', '2'].map((cost) => {
    const file = `demo-${cost}.csv`
    const line = `${cost},${cost},demo-${cost},USD,${MONTH},2026-07-02T00:00:00Z,2026-07-02T01:00:00Z,Usage,Compute,AWS`
    writeFileSync(join(out, file), `${HEADER}\n${line}\n`)
    return { source: 'demo', kind: 'costs' as const, files: [file], createdAt: '2026-08-01T00:00:00.000Z' }
  })
  return { asOf, lines: 2, deliveries }
}

const load = (more: Partial<LoadDemoOptions> = {}) =>
  loadDemo(folder.db, {
    facts: folder.options,
    clock: folder.options.clock,
    generate,
    onProgress: () => undefined,
    ...more,
  })

/** Imports a bill of one's own, of this many dollars, as a command or an upload would. */
async function own(id: string, spec: Omit<DeliverySpec, 'id'>, flags = {}) {
  await stageDelivery(folder.db.paths.staging, { id, ...spec })
  return pipeline.applyStaged(id, flags)
}
const ownBill = (id: string, cost: string) => own(id, { units: [{ lines: billed(cost), account: id }] })

const accounts = () =>
  folder.select('select billing_account, billed::double from cost_fact order by billing_account')

test('loads every delivery at the time at which it arrived, and leaves nothing beside it', async () => {
  await load()

  expect(await accounts()).toEqual([
    ['demo-1', 1],
    ['demo-2', 2],
  ])
  expect(await demoState(folder.db)).toBe('true')
  expect(await folder.select('select distinct created_at::date from import')).toEqual([['2026-08-01']])
  expect(readdirSync(folder.root).filter((name) => name.startsWith('demo-'))).toEqual([])
})

test('months that were delivered as they closed stand in the ledger with the day of each', async () => {
  await load({
    generate: async (out, asOf) => {
      const made = await generate(out, asOf, {})
      const [first] = made.deliveries
      const createdAt = '2026-10-06T06:00:00.000Z'
      return first === undefined ? made : { ...made, deliveries: [{ ...first, createdAt, monthly: true }] }
    },
  })

  expect(await folder.select('select billing_period, created_at::varchar from import')).toEqual([
    ['2026-07', '2026-08-06 06:00:00'],
  ])
})

test('a load that was cut off starts anew and counts nothing twice', async () => {
  const stop = new AbortController()
  const cutOff = load({
    signal: stop.signal,
    onProgress: (text) => text.includes('2 of 2') && stop.abort(),
  })
  await expect(cutOff).rejects.toMatchObject({ code: 'CONFLICT' })
  expect([await demoState(folder.db), await accounts()]).toEqual(['loading', [['demo-1', 1]]])
  writeFileSync(join(folder.root, 'demo-left'), 'behind')

  await load()

  expect(await accounts()).toEqual([
    ['demo-1', 1],
    ['demo-2', 2],
  ])
  expect(existsSync(join(folder.root, 'demo-left'))).toBe(false)
})

test('the first own bill takes the place of the demo, in the facts and on disk', async () => {
  await load()
  const dry = await own('dry', { units: [{ lines: billed('9') }] }, { dryRun: true })
  const unreadable = await own('broken', { broken: { 'bill.csv': 'no bill' } })
  const rejects = [{ row: 3, reason: 'BilledCost is no number', line: 'x' }]
  const strict = own('strict', { units: [{ lines: billed('9'), rejects }] }, { strict: true })
  await expect(strict).rejects.toMatchObject({ code: 'BAD_DATA' })
  expect([dry.rowsKept, unreadable.rowsKept]).toEqual([1, 0])
  expect(await demoState(folder.db)).toBe('true')

  await ownBill('mine', '5')

  expect(await accounts()).toEqual([['mine', 5]])
  expect(await demoState(folder.db)).toBe('false')
  expect(filesIn(folder.db.paths.lake).filter((path) => path.endsWith('.parquet'))).toHaveLength(1)
})

test('two bills that come at once to a demo both count', async () => {
  await load()

  await Promise.all([ownBill('first', '5'), ownBill('second', '7')])

  expect(await accounts()).toEqual([
    ['first', 5],
    ['second', 7],
  ])
  expect(filesIn(folder.db.paths.lake).filter((path) => path.endsWith('.parquet'))).toHaveLength(2)
})

test('an own bill stops a demo that is still being loaded', async () => {
  let mine: Promise<unknown> | undefined
  const loading = pipeline.demo.load((signal) =>
    load({
      signal,
      onProgress: (text) => {
        if (text.includes('2 of 2')) mine = ownBill('mine', '5')
      },
    }),
  )

  await expect(loading).rejects.toMatchObject({ code: 'CONFLICT' })
  await mine
  expect(await accounts()).toEqual([['mine', 5]])
  expect(await demoState(folder.db)).toBe('false')
})

test('a demo is not loaded over a bill that was under way before', async () => {
  await stageDelivery(folder.db.paths.staging, {
    id: 'mine',
    units: [{ lines: billed('5'), account: 'mine' }],
  })
  const mine = pipeline.applyStaged('mine', {})
  const empty = pipeline.demo.load(() => isEmpty(folder.db))

  expect(await empty).toBe(false)
  await mine
  expect(await accounts()).toEqual([['mine', 5]])
})
