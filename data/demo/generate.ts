import { mkdirSync } from 'node:fs'
import { relative } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { addDays, type Day, isDay } from '@outlay/shared/period'
import { type Calendar, createCalendar, toHour } from './calendar.ts'
import { FOCUS_1_2_FROM } from './dialects.ts'
import { exportCosts } from './export.ts'
import { buildFleet } from './fleet/build.ts'
import { STORY_SEED } from './fleet/fleet.ts'
import { renameFleet } from './fleet/rename.ts'
import type { DemoManifest } from './manifest.ts'
import { exportSides } from './side-files.ts'
import { COMMITMENTS } from './sql/commitments.ts'
import { FEES } from './sql/fees.ts'
import { FOCUS_VIEW } from './sql/focus-view.ts'
import { loadFleet } from './sql/load.ts'
import { USAGE } from './sql/usage.ts'
import { readTotals } from './summary.ts'
import { writeTruth } from './truth.ts'

export interface DemoOptions {
  /** Folder to write to; made if absent. */
  readonly out: string
  /** First day without data. */
  readonly asOf: Day
  /** 1 is the company of the README; every other number is another company of its kind. */
  readonly seed?: number
  /** false: no metrics and no inventory, only what a bill tells. */
  readonly withMetrics?: boolean
  /** File for what is planted; outside `out`, because nothing that reads the bills may read it. */
  readonly truthFile?: string
  readonly onProgress?: (message: string) => void
}

/**
 * Writes thirteen months of an invented company's bills, metrics, inventory, units, rates and invoices, and on demand
 * what is planted in them. The same seed and day give the same bytes.
 */
export async function generateDemo(options: DemoOptions): Promise<DemoManifest> {
  const { out, asOf, seed = STORY_SEED, truthFile } = options
  if (!isDay(asOf)) throw new Error(`--as-of ${asOf} is no day: write it as 2026-11-23`)
  if (!Number.isSafeInteger(seed) || seed < 1) throw new Error(`--seed ${seed} is no whole number from 1 on`)
  if (truthFile !== undefined && !relative(out, truthFile).startsWith('..')) {
    throw new Error(`--truth ${truthFile} lies in ${out}: the truth stands apart from what is imported`)
  }
  const calendar = createCalendar(asOf, seed)
  mkdirSync(out, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  try {
    const connections = [await instance.connect(), await instance.connect()] as const
    return await write(connections, calendar, options)
  } finally {
    instance.closeSync()
  }
}

async function write(
  connections: readonly [DuckDBConnection, DuckDBConnection],
  calendar: Calendar,
  { out, withMetrics = true, truthFile, onProgress = () => {} }: DemoOptions,
): Promise<DemoManifest> {
  const [connection] = connections
  const fleet = renameFleet(buildFleet(calendar))
  onProgress(`writing the bills of ${fleet.series.length} priced resources`)
  await loadFleet(connection, fleet)
  await createLines(connection, calendar)
  let written = 0
  const costs = await exportCosts(connections, calendar, out, (file) => {
    written++
    if (written % 10 === 0) onProgress(`wrote ${written} bills, last ${file}`)
  })
  onProgress('writing metrics and inventory')
  const sides = await exportSides(connection, fleet, out, withMetrics)
  if (truthFile !== undefined) await writeTruth(connection, fleet, truthFile)
  const totals = await readTotals(connection)
  return {
    asOf: calendar.asOf,
    seed: calendar.seed,
    deliveries: [...costs, ...sides.deliveries],
    totals,
    lines: totals.reduce((sum, { lines }) => sum + lines, 0),
    metricRows: sides.metricRows,
  }
}

async function createLines(connection: DuckDBConnection, calendar: Calendar): Promise<void> {
  const literals: Record<string, string> = {
    $start: `${toHour(calendar.start)}`,
    $cut: `${toHour(calendar.hourlyFrom)}`,
    $end: `${toHour(calendar.asOf)}`,
    $seed: `${calendar.seed}`,
    $restated: `'${calendar.month(10)}'`,
    $credits_end: `'${addDays(calendar.asOf, 42)}'`,
    $open: `'${calendar.month(12)}'`,
    $typed: `'${calendar.month(FOCUS_1_2_FROM)}'`,
    $activated: `${toHour(calendar.month(3))}`,
  }
  // Several statements in one text take no bound parameters: days and numbers of our own are written in.
  for (const sql of [USAGE, COMMITMENTS, FEES, FOCUS_VIEW]) {
    await connection.run(sql.replaceAll(/\$[a-z_]+/g, (name) => literals[name] ?? name))
  }
}
