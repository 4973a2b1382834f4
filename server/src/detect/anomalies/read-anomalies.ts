import type { DuckDBConnection } from '@duckdb/node-api'
import {
  ANOMALY_KINDS,
  ANOMALY_STATES,
  type AnomaliesAnswer,
  type Anomaly,
  type AnomalyState,
} from '@outlay/shared/detect'
import { type Day, dayInWords } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { shortMoney } from '../../queries/money-text.ts'
import { readParams } from '../../queries/params.ts'
import { anomaliesQuery, toAnomaly } from './anomaly-row.ts'
import { placeOf } from './sentence.ts'
import { type Accounts, readAccounts } from './unjudged.ts'

const oneOrMore = (options: readonly string[]) =>
  z
    .string()
    .refine((text) => text.split(',').every((each) => options.includes(each)), {
      error: `must be one or more of ${options.join(', ')}, with commas between`,
    })
    .optional()

export const AnomaliesParams = z.strictObject({
  status: oneOrMore(ANOMALY_STATES).describe('Default: active, acknowledged'),
  provider: z.string().max(100).optional(),
  team: z.string().max(200).optional(),
  service: z.string().max(300).optional(),
  kind: oneOrMore(ANOMALY_KINDS),
})

const STANDING = 'active,acknowledged'

/** Anomalies that match, the largest by what it costs so far and until the end of the month first. */
export async function readAnomalies(
  connection: DuckDBConnection,
  params: URLSearchParams,
): Promise<AnomaliesAnswer> {
  const { status, provider, team, service, kind } = readParams(AnomaliesParams, params)
  const rows = await runQuery(connection, anomaliesQuery, {
    id: null,
    provider: provider ?? null,
    team: team ?? null,
    service: service ?? null,
    kind: kind ?? null,
  })
  const all = rows.map(toAnomaly)
  const states = (status ?? STANDING).split(',')
  const [run] = await runQuery(connection, runDayQuery, {})
  const through = run?.data_through ?? null
  const accounts = through === null ? NO_ACCOUNTS : await readAccounts(connection, through)
  return {
    sentence: overall(all, through, accounts),
    unjudged: accounts.unjudged,
    dataThrough: through,
    counts: countsOf(all),
    data: all.filter(({ state }) => states.includes(state)),
  }
}

/** One anomaly as it is now; undefined where there is none of that id. */
export async function readAnomaly(connection: DuckDBConnection, id: string): Promise<Anomaly | undefined> {
  const none = { provider: null, team: null, service: null, kind: null }
  const [row] = await runQuery(connection, anomaliesQuery, { id, ...none })
  return row && toAnomaly(row)
}

function countsOf(anomalies: readonly Anomaly[]): Readonly<Record<AnomalyState, number>> {
  const counts = { active: 0, acknowledged: 0, resolved: 0, withdrawn: 0, preview: 0 }
  for (const { state } of anomalies) counts[state] += 1
  return counts
}

const NO_ACCOUNTS: Accounts = { count: 0, unjudged: [] }

/** The page in a sentence; currencies are never added. */
function overall(anomalies: readonly Anomaly[], through: Day | null, accounts: Accounts): string {
  const standing = anomalies.filter(({ state }) => state === 'active' || state === 'acknowledged')
  if (standing.length === 0) return nothing(through, accounts)
  const [worst] = standing
  const totals = new Map<string, number>()
  for (const { currency, excess } of standing)
    totals.set(currency, (totals.get(currency) ?? 0) + Math.max(0, excess))
  const sums = [...totals].map(([currency, sum]) => shortMoney(sum.toFixed(2), currency)).join(' and ')
  const count = standing.length === 1 ? 'One anomaly is' : `${standing.length} anomalies are`
  const largest =
    worst === undefined ? '' : `${standing.length === 1 ? ':' : ', the largest'} ${placeOf(worst)}`
  return `${count} going on, ${sums} more than expected so far${largest}.`
}

/** Silence is told as far as it reaches, and not at all where no day could be judged. */
function nothing(through: Day | null, { count, unjudged }: Accounts): string {
  if (through === null || count === 0) return 'No day has been judged yet.'
  const few = unjudged.length === 1 ? 'one account has' : `${unjudged.length} accounts have`
  if (unjudged.length === count) return `No day can be judged yet: ${few} too short a history.`
  const short = unjudged.length === 0 ? '' : `, but ${few} too short a history to be judged`
  return `Nothing unusual through ${dayInWords(through)}${short}.`
}

const runDayQuery = {
  name: 'anomalies.run-day',
  sql: 'select data_through from detector_run',
  params: z.object({}),
  row: z.object({ data_through: z.string().nullable() }),
} satisfies Query<z.ZodType, z.ZodType>
