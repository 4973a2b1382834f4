import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { collectSources } from '@outlay/server/collect-sources'
import { fileMemory } from '@outlay/server/collectors/memory'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline, type Pipeline, stageFiles } from '@outlay/server/ingest/pipeline'
import { silentLogger } from '@outlay/server/log'
import { createRunBook } from '@outlay/server/schedule/run-book'
import { writeBill } from './bill.ts'
import { type ExportStores, STORES, type Store, startStores } from './export-stores.ts'
import { median, timed } from './measure.ts'

const ROUNDS = 3
const FILES = 4
const MONTH = '2026-05'

export interface CollectFigures {
  readonly rows: number
  readonly fileMb: number
  readonly importSeconds: number
  readonly stores: readonly { readonly store: Store; readonly seconds: number; readonly ratio: number }[]
}

/**
 * A month of `rows` lines as four export files, collected from S3 and from Blob Storage on loopback, against the import
 * of the same files from disk; interleaved, each into an empty data folder.
 */
export async function benchCollect(rows: number, rounds = ROUNDS): Promise<CollectFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'outlay-bench-collect-'))
  const close: (() => Promise<void>)[] = []
  try {
    const files = await writeMonth(folder, rows)
    const stores = await startStores(folder, MONTH, namedContents(files))
    close.push(stores.close)
    const ways: readonly [Way, Work][] = [
      ['disk', fromDisk(files)],
      ...STORES.map((store): [Way, Work] => [store, fromStore(store, stores)]),
    ]
    const seconds = new Map<Way, number[]>()
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, work] of ways)
        seconds.set(way, [
          ...(seconds.get(way) ?? []),
          await run(join(folder, `${way}-${round}`), rows, work),
        ])
    }
    return figures(files, rows, seconds)
  } finally {
    for (const each of close) await each()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Way = 'disk' | Store
type Work = (ground: Ground) => Promise<void>

function figures(
  files: readonly string[],
  rows: number,
  seconds: ReadonlyMap<Way, readonly number[]>,
): CollectFigures {
  const of = (way: Way) => median(seconds.get(way) ?? [])
  return {
    rows,
    fileMb: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6,
    importSeconds: of('disk'),
    stores: STORES.map((store) => ({ store, seconds: of(store), ratio: of(store) / of('disk') })),
  }
}

const clock = () => new Date('2026-11-23T12:00:00Z')

interface Ground {
  readonly dataDir: string
  readonly pipeline: Pipeline
}

/** Seconds of `work` on an empty data folder. Throws where not all rows have come in: that would be fast for nothing. */
async function run(dataDir: string, rows: number, work: Work): Promise<number> {
  mkdirSync(dataDir)
  const config = loadConfig({ env: {}, cwd: dataDir })
  const db = await openDb(dataDir)
  try {
    const { seconds } = await timed(() => work({ dataDir, pipeline: createPipeline(db, config, clock) }))
    const connection = await db.connect()
    const reader = await connection.runAndReadAll('select sum(lines)::bigint from cost_fact')
    connection.closeSync()
    const kept = Number(reader.getRowsJson()[0]?.[0])
    if (kept !== rows) throw new Error(`${basename(dataDir)}: ${kept} of ${rows} lines came in`)
    return seconds
  } finally {
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function fromDisk(files: readonly string[]): Work {
  return async ({ dataDir, pipeline }: Ground) => {
    const { id } = await stageFiles(dataDir, { files, format: null, kind: 'costs', source: null, clock })
    await pipeline.applyStaged(id, {})
  }
}

function fromStore(store: Store, { config: path, env }: ExportStores): Work {
  return async ({ dataDir, pipeline }: Ground) => {
    const { runs } = await collectSources(
      { sources: [store], since: undefined, until: undefined },
      {
        dataDir,
        config: loadConfig({ path, env: {}, cwd: dataDir }),
        pipeline,
        clock,
        log: silentLogger,
        env,
        book: createRunBook(fileMemory(dataDir), clock),
        progress: () => undefined,
      },
    )
    const error = runs[0]?.error
    if (error != null) throw new Error(`${store}: ${error.message}`)
  }
}

/** The bill's lines of one month in files of equal size, as exports are split. */
async function writeMonth(folder: string, rows: number): Promise<string[]> {
  const bill = join(folder, 'bill.csv.gz')
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  // some lines of the last day fall into the next month
  await writeBill(connection, bill, Math.ceil(rows * 1.05))
  await connection.run(`
    create table line as
    from read_csv('${bill}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
    where "BillingPeriodStart" = '${MONTH}-01T00:00:00Z'
    limit ${rows}`)
  const files = Array.from({ length: FILES }, (_, index) => join(folder, `export-${index + 1}.csv.gz`))
  for (const [index, file] of files.entries())
    await connection.run(`
      copy (from line where rowid % ${FILES} = ${index}) to '${file}' (format csv, header, compression gzip)`)
  instance.closeSync()
  rmSync(bill)
  return files
}

function namedContents(files: readonly string[]): ReadonlyMap<string, Buffer> {
  return new Map(files.map((file) => [basename(file), readFileSync(file)]))
}
