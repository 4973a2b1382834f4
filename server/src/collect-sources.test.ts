import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectSources } from './collect-sources.ts'
import { fileMemory } from './collectors/memory.ts'
import { loadConfig } from './config.ts'
import { type Db, openDb } from './db/open.ts'
import { createPipeline } from './ingest/pipeline.ts'
import { silentLogger } from './log.ts'
import { createRunBook } from './schedule/run-book.ts'

let dataDir: string
let db: Db

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'outlay-collect-'))
  db = await openDb(dataDir)
})

afterEach(async () => {
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const clock = () => new Date('2026-08-10T12:00:00Z')

function collect(sources: readonly string[], yaml: string, book = createRunBook(fileMemory(dataDir), clock)) {
  writeFileSync(join(dataDir, 'outlay.config.yaml'), yaml)
  const config = loadConfig({ env: {}, cwd: dataDir })
  return collectSources(
    { sources, since: undefined, until: undefined },
    {
      dataDir,
      config,
      pipeline: createPipeline(db, config, clock),
      clock,
      log: silentLogger,
      env: { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_MAX_ATTEMPTS: '1' },
      book,
      signal: AbortSignal.abort(),
      progress: () => undefined,
    },
  )
}

const source = (id: string) =>
  `  - { id: ${id}, type: aws-cost-explorer, region: us-east-1, endpoint: "http://127.0.0.1:1", billingAccount: "111122223333" }`
const TWO = `sources:\n${source('first')}\n${source('second')}\n`

test('no source is a setting to make', async () => {
  await expect(collect([], '')).rejects.toMatchObject({ code: 'BAD_CONFIG' })
})

test('an unknown source is not found, and the known ones are named', async () => {
  await expect(collect(['frist'], TWO)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('first, second'),
  })
})

test('a source that fails does not stop the next, and the command fails', async () => {
  const { runs, exitCode } = await collect([], TWO)

  expect(runs.map((run) => [run.source, run.rowsKept, run.error === null])).toEqual([
    ['first', 0, false],
    ['second', 0, false],
  ])
  expect(exitCode).not.toBe(0)
})

test('only the sources that are asked for run', async () => {
  const { runs } = await collect(['second'], TWO)

  expect(runs.map((run) => run.source)).toEqual(['second'])
})

test('a source that is being collected already is told so, and the other one runs', async () => {
  const book = createRunBook(fileMemory(dataDir), clock)
  await book.begin('first', 'schedule', [])
  const { runs } = await collect([], TWO, book)

  expect(runs[0]?.error).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('2026-08-10T12:00:00Z'),
  })
  expect(runs[1]?.error?.code).not.toBe('CONFLICT')
})

test('every run leaves its history in the data folder', async () => {
  await collect([], TWO)

  expect(await createRunBook(fileMemory(dataDir), clock).runs('second')).toMatchObject([
    { trigger: 'person', state: 'stopped', fault: { kind: 'cancelled' } },
  ])
})
