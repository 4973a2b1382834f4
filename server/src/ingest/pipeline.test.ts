import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { billed, type TestFolder, testFolder } from './apply/harness.ts'
import { stageDelivery } from './apply/staged-builder.ts'
import { createPipeline, type Pipeline, stageFiles } from './pipeline.ts'

let folder: TestFolder
let pipeline: Pipeline

beforeEach(async () => {
  folder = await testFolder()
  pipeline = createPipeline(
    folder.db,
    loadConfig({ env: {}, cwd: folder.root }),
    () => new Date('2026-08-10T12:00:00Z'),
  )
})

afterEach(async () => {
  await folder.remove()
})

const BILL = [
  'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ProviderName',
  '1.5,1.5,1,USD,2026-07-01T00:00:00Z,2026-08-01T00:00:00Z,2026-07-02T00:00:00Z,2026-07-02T01:00:00Z,Usage,Compute,AWS',
  '',
].join('\n')

const upload = (name: string, text: string, kind: string | null = null) =>
  pipeline.upload(
    { name, stream: new Blob([text]).stream() },
    { source: null, format: null, kind, add: false, replace: false, strict: false },
  )
const leftInStaging = () => readdirSync(folder.db.paths.staging).filter((name) => name !== 'held')

test('a staged delivery is applied by its id, once', async () => {
  await stageDelivery(folder.db.paths.staging, { id: 'mine', units: [{ lines: billed('5') }] })

  expect(await pipeline.applyStaged('mine', {})).toMatchObject({ rowsKept: 1, billedCost: { USD: '5' } })
  await expect(pipeline.applyStaged('mine', {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test.each(['unknown', '../outside', '..', ''])('%j is no staged delivery', async (id) => {
  mkdirSync(join(folder.root, 'outside'))
  for (const name of ['outside/manifest.json', 'manifest.json']) writeFileSync(join(folder.root, name), '{}')

  await expect(pipeline.applyStaged(id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('an upload goes the way of any file, and nothing of it stays in staging', async () => {
  const summary = await upload('../../My bill (July).csv', BILL)

  expect(summary).toMatchObject({ rowsKept: 1, billedCost: { USD: '1.5' } })
  expect(summary.files.map(({ name }) => name)).toEqual(['_.._My_bill_July_.csv'])
  expect(leftInStaging()).toEqual([])
})

test('an upload that is no bill is told so, and nothing of it stays in staging', async () => {
  const summary = await upload('holiday', 'a,b\n1,2\n')

  expect(summary.files).toMatchObject([{ rowsKept: 0, error: expect.stringContaining('a') }])
  expect(await folder.select('select count(*)::integer from cost_fact')).toEqual([[0]])
  expect(leftInStaging()).toEqual([])
})

test('an upload that breaks off or is of an unknown kind leaves nothing behind', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('gone')),
  })
  const options = { source: null, format: null, kind: null, add: false, replace: false, strict: false }

  await expect(pipeline.upload({ name: 'bill.csv', stream: broken }, options)).rejects.toThrow('gone')
  await expect(upload('bill.csv', BILL, 'pictures')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(leftInStaging()).toEqual([])
})

test('staging that is cancelled leaves nothing behind', async () => {
  const file = join(folder.root, 'bill.csv')
  writeFileSync(file, BILL)
  const options = { files: [file], format: null, kind: 'costs' as const, source: null }
  const cancelled = stageFiles(folder.root, {
    ...options,
    clock: folder.options.clock,
    signal: AbortSignal.abort(),
  })

  await expect(cancelled).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(leftInStaging()).toEqual([])
  expect(existsSync(file)).toBe(true)
})
