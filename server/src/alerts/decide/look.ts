import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { keepDemoBudgets } from '../budgets/demo-budgets.ts'
import { type DecideDeps, decide, plan } from './decide.ts'
import { factsStamp } from './facts-stamp.ts'

export interface LookDeps extends DecideDeps {
  readonly detect?: () => Promise<void>
  readonly recommend?: () => Promise<void>
}

/**
 * Brings anomalies up to date and decides. `calmly`: only once the facts have stayed the same from one look to the next,
 * since deliveries come in numbers; and never while the demo is being loaded.
 */
export function createLook(deps: LookDeps): (calmly: boolean) => Promise<void> {
  let seen: string | undefined
  return async (calmly) => {
    const { stamp, demo } = await readFacts(deps)
    const moved = stamp !== seen
    seen = stamp
    if (demo === 'loading' || (calmly && moved)) return
    await deps.detect?.()
    await keepDemoBudgets(deps.db, deps)
    const { decisions } = await plan(deps)
    if (decisions.some(({ silent }) => silent === null)) await deps.recommend?.()
    await decide(deps)
  }
}

async function readFacts({
  db,
}: LookDeps): Promise<{ readonly stamp: string; readonly demo: string | undefined }> {
  const connection = await db.connect()
  try {
    const [row] = await runQuery(connection, demoQuery, {})
    return { stamp: await factsStamp(connection), demo: row?.value }
  } finally {
    connection.closeSync()
  }
}

const demoQuery = {
  name: 'alerts.demo',
  sql: `select value from setting where key = 'demo'`,
  params: z.object({}),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
