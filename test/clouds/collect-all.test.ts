import { join } from 'node:path'
import { type CollectSummary, collectSources } from '@outlay/server/collect-sources'
import { fileMemory } from '@outlay/server/collectors/memory'
import { loadConfig } from '@outlay/server/config'
import type { SourceConfig } from '@outlay/server/config/sources'
import { openDb } from '@outlay/server/db/open'
import { examine } from '@outlay/server/doctor/examine'
import { createPipeline } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { createRunBook } from '@outlay/server/schedule/run-book'
import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { tempFolder } from '../temp-folder.ts'
import { billedOf, createCompany } from './company.ts'
import { startClouds } from './start-clouds.ts'

const company = createCompany({ seed: 7, today: '2026-11-23', monthsBack: 1 })
const clock = () => new Date('2026-11-23T12:00:00Z')

async function clouds() {
  const folder = tempFolder()
  const dataDir = join(folder, 'data')
  const running = await startClouds(company, folder)
  onTestFinished(running.close)
  // the SDK itself goes into roles, and reads these where every AWS tool does
  for (const [name, value] of Object.entries(running.env)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const config = loadConfig({ path: running.config, env: {}, cwd: folder })
  const bills = { ...config, sources: config.sources.flatMap(billsOnly) }
  const db = await openDb(dataDir)
  onTestFinished(() => db.close())
  const pipeline = createPipeline(db, config, clock)
  const deps = { dataDir, config, clock, log: silentLogger, env: running.env }
  return {
    running,
    db,
    // the fakes tell the real time
    doctor: () =>
      examine({
        ...deps,
        clock: () => new Date(),
        sources: config.sources,
        signal: new AbortController().signal,
      }),
    collect: () =>
      collectSources(
        { sources: [], since: '2026-10-01', until: undefined },
        {
          ...deps,
          config: bills,
          pipeline,
          book: createRunBook(fileMemory(dataDir), clock),
          progress: () => undefined,
        },
      ),
  }
}

/** The sources that tell costs, without what they tell beside them: their own tests have that. */
function billsOnly(source: SourceConfig): SourceConfig[] {
  if (/-(utilization|organizations|billing)$/.test(source.type)) return []
  return source.type === 'aws-cost-explorer'
    ? [{ ...source, groupings: false, advice: false, tagKeys: [] }]
    : [source]
}

type Clouds = Awaited<ReturnType<typeof clouds>>

const Total = z.tuple([z.string(), z.string(), z.string()])

/** Billed cost by provider and currency, as the facts hold it. */
async function totals({ db }: Clouds) {
  const connection = await db.connect()
  const reader = await connection.runAndReadAll(
    `select provider, currency, rtrim(rtrim(sum(billed)::varchar, '0'), '.') from cost_fact group by all order by all`,
  )
  connection.closeSync()
  return z.array(Total).parse(reader.getRowsJson())
}

const errors = ({ runs }: CollectSummary) => runs.flatMap(({ error }) => error ?? [])

test('every cloud comes in to the last digit, and collecting again changes nothing', async () => {
  const it = await clouds()
  const expected = it.running.clouds.flatMap(({ provider }) =>
    Object.entries(billedOf(company.bills[provider])).map(([currency, billed]) => [
      provider,
      currency,
      billed,
    ]),
  )

  const first = await it.collect()
  const once = await totals(it)
  const second = await it.collect()

  expect(errors(first)).toEqual([])
  expect(once).toEqual(expected.toSorted())
  expect(errors(second)).toEqual([])
  expect(await totals(it)).toEqual(once)
  expect(second.runs.flatMap(({ imports }) => imports).filter(({ state }) => state !== 'unchanged')).toEqual(
    [],
  )
})

test('the doctor finds every permission of every collector in order', async () => {
  const { checks, exitCode } = await (await clouds()).doctor()

  expect(checks.filter(({ state }) => state === 'failed' || state === 'skipped')).toEqual([])
  expect(exitCode).toBe(0)
})
