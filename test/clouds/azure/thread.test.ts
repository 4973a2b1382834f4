import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { collectSources } from '@outlay/server/collect-sources'
import { fileMemory } from '@outlay/server/collectors/memory'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { createRunBook } from '@outlay/server/schedule/run-book'
import { addAmounts } from '@outlay/shared/money'
import { addDays } from '@outlay/shared/period'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { tempFolder } from '../../temp-folder.ts'
import { startFakeBlobs } from './blob.ts'
import type { AzureCost } from './company.ts'
import { putExport } from './exports.ts'
import { nativeCsv } from './native-csv.ts'
import { company, cost } from './sample-company.ts'
import { startFakeAzure } from './server.ts'
import { writeConfig } from './write-config.ts'

const clock = () => new Date('2026-11-23T12:00:00Z')
const OCTOBER = Array.from({ length: 31 }, (_, index) => addDays('2026-10-01', index))

/** Every day of October: a machine, one under a reservation, what nothing used of it; bought on the first. */
const costs: readonly AzureCost[] = [
  ...OCTOBER.flatMap((day) => [
    cost({ day, actual: '10.0000000001', amortized: '10.0000000001' }),
    cost({ day, meter: 'D8s v3', pricingModel: 'Reservation', actual: '0', amortized: '7.25' }),
    cost({ day, chargeType: 'UnusedReservation', pricingModel: 'Reservation', amortized: '0.5' }),
  ]),
  cost({ chargeType: 'Purchase', pricingModel: 'Reservation', actual: '240.25' }),
]
const BILLED = addAmounts(costs.map(({ actual }) => actual ?? '0'))
const EFFECTIVE = addAmounts(costs.map(({ amortized }) => amortized ?? '0'))

async function thread() {
  const folder = tempFolder()
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const fake = await startFakeAzure({ company: { ...company, costs }, pageSize: 7 })
  onTestFinished(() => fake.close())
  const blobs = await startFakeBlobs()
  onTestFinished(() => blobs.close())
  const container = 'exports'
  await blobs.createContainer(container)
  const path = writeConfig(folder, { fake, blobs, container })
  const config = loadConfig({ path, env: {}, cwd: folder })
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const pipeline = createPipeline(db, config, clock)
  const book = createRunBook(fileMemory(dataDir), clock)
  const deps = {
    dataDir,
    config,
    clock,
    log: silentLogger,
    env: {},
    pipeline,
    book,
    progress: () => undefined,
  }
  return {
    fake,
    put: (type: string, days: readonly string[], run: string) =>
      putExport(blobs, {
        container,
        folder: 'cost',
        name: type,
        run,
        type,
        scope: '/providers/Microsoft.Billing/billingAccounts/8611537',
        files: [
          nativeCsv(
            costs.filter(({ day }) => days.includes(day)),
            type === 'ActualCost' ? 'actual' : 'amortized',
          ),
        ],
      }),
    async collect(...sources: string[]) {
      const { runs } = await collectSources({ sources, since: '2026-10-01', until: '2026-11-01' }, deps)
      expect(runs.flatMap(({ error }) => error ?? [])).toEqual([])
      return runs
    },
    async totals() {
      const connection = await db.connect()
      const reader = await connection.runAndReadAll(
        `select rtrim(rtrim(sum(billed)::varchar, '0'), '.'), rtrim(rtrim(sum(effective)::varchar, '0'), '.') from cost_fact`,
      )
      connection.closeSync()
      return z.array(z.tuple([z.string().nullable(), z.string().nullable()])).parse(reader.getRowsJson())[0]
    },
  }
}

test('costs, then exports of a part of the month, then of all of it: nothing erased, nothing twice', async () => {
  const it = await thread()
  const expected = [BILLED, EFFECTIVE]

  await it.collect('costs')
  expect(await it.totals()).toEqual(expected)

  const late = OCTOBER.filter((day) => day >= '2026-10-20')
  await it.put('ActualCost', late, '202611210300')
  await it.put('AmortizedCost', late, '202611210300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(expected)

  await it.put('ActualCost', OCTOBER, '202611220300')
  await it.put('AmortizedCost', OCTOBER, '202611220300')
  await it.collect('exports')
  expect(await it.totals()).toEqual(expected)

  const again = (await it.collect('exports')).flatMap(({ imports }) => imports)
  expect(again.filter(({ state }) => state !== 'unchanged')).toEqual([])
  expect(await it.totals()).toEqual(expected)
})
