import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { readDataState } from '../queries/data-state.ts'
import { detectAnomalies } from './anomalies/detect-anomalies.ts'
import { storeAnomalies } from './anomalies/store.ts'
import { keepForecast } from './forecast/keep-forecast.ts'
import { standingForecasts } from './forecast/standing-forecasts.ts'

export interface DetectorRunner {
  /** Runs the detectors unless the last run had the same bill, answers and day; callers at the same time share one run. */
  refresh(): Promise<void>
}

/** Changes with the code: another version of the detectors runs once on the same bill. */
const VERSION = 2

export function createDetectorRunner(db: Db, clock: Clock): DetectorRunner {
  let running: Promise<void> | undefined
  return {
    refresh() {
      running ??= refreshOnce(db, clock).finally(() => {
        running = undefined
      })
      return running
    },
  }
}

async function refreshOnce(db: Db, clock: Clock): Promise<void> {
  const connection = await db.connect()
  try {
    const now = clock()
    const ask: Ask = { connection, now, state: await readDataState(connection, now) }
    const inputs = await inputsOf(ask)
    const [last] = await runQuery(connection, lastRunQuery, {})
    if (last?.inputs === inputs) return
    const started = performance.now()
    const { reconciled, scopes, stamp } = await detectAnomalies(ask)
    const forecasts = await standingForecasts(ask)
    const made = { now: now.toISOString(), dataVersion: ask.state.dataVersion }
    await db.writer.withTransaction(async (writing) => {
      await storeAnomalies(writing, reconciled, stamp)
      for (const { scope, forecast } of forecasts) await keepForecast(writing, scope, forecast, made)
      await writing.run('delete from detector_run')
      await writing.run(
        'insert into detector_run values ($now::timestamp, $inputs, $through::date, $scopes::integer, $took::integer)',
        {
          now: now.toISOString(),
          inputs,
          through: ask.state.dataThrough ?? ask.state.today,
          scopes,
          took: Math.round(performance.now() - started),
        },
      )
    })
  } finally {
    connection.closeSync()
  }
}

/** Changes whenever another run could find something else. */
async function inputsOf({ connection, state }: Ask): Promise<string> {
  const rows = await runQuery(connection, inputsQuery, {})
  const throughs = state.accounts.map(
    ({ provider, billingAccount, through }) => `${provider} ${billingAccount} ${through}`,
  )
  return createHash('sha256')
    .update([`${VERSION}`, ...throughs, ...rows.map(({ part }) => part)].join('\n'))
    .digest('hex')
}

const inputsQuery = {
  name: 'detect.inputs',
  sql: `
    select part
    from (
      select id || state as part from import
      union all
      select concat_ws(' ', import_id, day, counts, whole) from import_day
      union all
      select id || classification from anomaly where classification is not null
    )
    order by part
  `,
  params: z.object({}),
  row: z.object({ part: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const lastRunQuery = {
  name: 'detect.last-run',
  sql: 'select inputs from detector_run',
  params: z.object({}),
  row: z.object({ inputs: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
