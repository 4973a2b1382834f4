import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { Figures } from './backup-folder.ts'

const run = promisify(execFile)

export async function readFigures(connection: DuckDBConnection): Promise<Figures> {
  return runQuery(connection, figuresQuery, {})
}

/**
 * Opens a copy of the database read-only in a child process (this one has its one instance already) and compares its
 * facts with its ledger and with what the original held. Returns the copy's sha256.
 * @throws DAMAGED naming the first month that differs
 */
export async function verifyCopy(file: string, expected: Figures): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', childScript(file)], {
    maxBuffer: 64 * 1024 * 1024,
  }).catch((cause) => {
    throw new AppError('DAMAGED', `The copy ${file} cannot be opened.`, { cause })
  })
  const found = Figures.parse(JSON.parse(stdout))
  const wrong = found.find((row) => row.lines !== row.ledger_lines || row.billed !== row.ledger_billed)
  if (wrong !== undefined) {
    throw new AppError(
      'DAMAGED',
      `The copy ${file} holds ${wrong.lines} lines and ${wrong.billed} ${wrong.currency} of ${wrong.month}, its ledger says ${wrong.ledger_lines} and ${wrong.ledger_billed}. Run "pnpm outlay rebuild".`,
    )
  }
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new AppError('DAMAGED', `The copy ${file} differs from the database. Back up again.`)
  }
  return hashFile(file)
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function childScript(file: string): string {
  const library = createRequire(import.meta.url).resolve('@duckdb/node-api')
  return `
    import library from ${JSON.stringify(library)}
    const instance = await library.DuckDBInstance.create(${JSON.stringify(file)}, { access_mode: 'READ_ONLY' })
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(${JSON.stringify(figuresSql())})
    process.stdout.write(JSON.stringify(reader.getRowObjectsJson()))
  `
}

function figuresSql(): string {
  return `
    with fact as (
      select strftime(billing_period, '%Y-%m') as month, currency, sum(lines) as lines, sum(billed) as billed
      from cost_fact
      group by all
    ),
    ledger as (
      select import.billing_period as month, import_day.currency,
        sum(case when whole then rows else rows - alone_rows end) as lines,
        sum(case when whole then billed else billed - alone_billed end) as billed
      from import_day
      join import on import.id = import_day.import_id
      where import_day.counts and import.state = 'counted'
      group by all
      having lines > 0
    )
    select coalesce(fact.month, ledger.month) as month, coalesce(fact.currency, ledger.currency) as currency,
      coalesce(fact.lines, 0)::varchar as lines, coalesce(fact.billed, 0)::decimal(38, 14)::varchar as billed,
      coalesce(ledger.lines, 0)::varchar as ledger_lines,
      coalesce(ledger.billed, 0)::decimal(38, 14)::varchar as ledger_billed
    from fact
    full join ledger on ledger.month = fact.month and ledger.currency = fact.currency
    order by month, currency
  `
}

/** What the facts of each month hold beside what the ledger says: equal in a sound database. */
export const figuresQuery = {
  name: 'ingest.figures',
  sql: figuresSql(),
  params: z.object({}),
  row: Figures.element,
} satisfies Query<z.ZodType, z.ZodType>
