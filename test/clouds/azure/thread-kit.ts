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
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { tempFolder } from '../../temp-folder.ts'
import { startFakeBlobs } from './blob.ts'
import type { AzureCost } from './company.ts'
import { type ExportDraft, putExport } from './exports.ts'
import { focusCsv } from './focus-csv.ts'
import { nativeCsv } from './native-csv.ts'
import { company, cost } from './sample-company.ts'
import { startFakeAzure } from './server.ts'
import { writeConfig } from './write-config.ts'

/** For tests: a data folder that collects October from a fake tenant's Cost Management and from its exports. */
export async function azureThread() {
  const folder = tempFolder()
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const fake = await startFakeAzure({ company: { ...company, costs }, pageSize: 7 })
  onTestFinished(() => fake.close())
  const blobs = await startFakeBlobs()
  onTestFinished(() => blobs.close())
  await blobs.createContainer(CONTAINER)
  const path = writeConfig(folder, { fake, blobs, container: CONTAINER })
  const config = loadConfig({ path, env: {}, cwd: folder })
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const pipeline = createPipeline(db, config, clock)
  const book = createRunBook(fileMemory(dataDir), clock)
  const progress = () => undefined
  const deps = { dataDir, config, clock, log: silentLogger, env: {}, pipeline, book, progress }
  const run = async (sources: readonly string[]) =>
    (await collectSources({ sources: [...sources], since: '2026-10-01', until: '2026-11-01' }, deps)).runs
  return {
    put: (type: ExportType, days: readonly string[], run: string, more: Partial<ExportDraft> = {}) =>
      putExport(blobs, {
        container: CONTAINER,
        folder: 'cost',
        name: type,
        run,
        type,
        scope: '/providers/Microsoft.Billing/billingAccounts/8611537',
        files: [contentOf(type, days)],
        ...more,
      }),
    run,
    async collect(...sources: string[]) {
      const runs = await run(sources)
      expect(runs.flatMap(({ error }) => error ?? [])).toEqual([])
      return runs
    },
    async select(sql: string) {
      const connection = await db.connect()
      const reader = await connection.runAndReadAll(sql)
      connection.closeSync()
      return z.array(z.array(z.string().nullable())).parse(reader.getRowsJson())
    },
    async totals() {
      return (await this.select(TOTALS))[0]
    },
  }
}

type ExportType = 'ActualCost' | 'AmortizedCost' | 'FocusCost'

const CONTAINER = 'exports'
const TOTALS = `select rtrim(rtrim(sum(billed)::varchar, '0'), '.'), rtrim(rtrim(sum(effective)::varchar, '0'), '.') from cost_fact`
const clock = () => new Date('2026-11-23T12:00:00Z')

export const OCTOBER = Array.from({ length: 31 }, (_, index) => addDays('2026-10-01', index))

/** Every day of October: a machine, one under a reservation, what nothing used of it; bought on the first. */
const costs: readonly AzureCost[] = [
  ...OCTOBER.flatMap((day) => [
    cost({ day, actual: '10.0000000001', amortized: '10.0000000001' }),
    cost({ day, meter: 'D8s v3', pricingModel: 'Reservation', actual: '0', amortized: '7.25' }),
    cost({ day, chargeType: 'UnusedReservation', pricingModel: 'Reservation', amortized: '0.5' }),
  ]),
  cost({ chargeType: 'Purchase', pricingModel: 'Reservation', actual: '240.25' }),
]

/** What the tenant billed and what it effectively cost. */
export const EXPECTED = [
  addAmounts(costs.map(({ actual }) => actual ?? '0')),
  addAmounts(costs.map(({ amortized }) => amortized ?? '0')),
]

function contentOf(type: ExportType, days: readonly string[]): string {
  const chosen = costs.filter(({ day }) => days.includes(day))
  if (type === 'FocusCost') return focusCsv(chosen)
  return nativeCsv(chosen, type === 'ActualCost' ? 'actual' : 'amortized')
}
