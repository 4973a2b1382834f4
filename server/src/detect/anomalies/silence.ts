import { addDays, type Day, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import type { Place } from './tree.ts'

/** Why an anomaly alerts nobody. Those of the first days and from before are shown as a preview. */
export type Silent = 'before_connection' | 'first_days' | 'backfill'

/** Days after a source was connected in which nothing alerts (finops guide §3). */
const FIRST_DAYS = 14
/** Days after the end of a month until which its days arrive as they do; later ones come from a backfill. */
const CLOSING_DAYS = 10

interface Asked {
  readonly place: Place
  readonly startedOn: Day
  readonly detectedOn: Day
}

/** Tells of an anomaly why it is silent, from when its days were delivered first; null where it may alert. */
export async function readSilence({
  connection,
}: Pick<Ask, 'connection'>): Promise<(asked: Asked) => Silent | null> {
  const rows = await runQuery(connection, arrivalsQuery, {})
  const connected = new Map<string, Day>()
  const late = new Set<string>()
  for (const row of rows) {
    const key = accountOf(row.provider, row.billing_account)
    connected.set(key, [connected.get(key) ?? row.arrived_on, row.arrived_on].toSorted()[0] ?? row.arrived_on)
    if (row.arrived_on >= addDays(monthStart(row.day, 1), CLOSING_DAYS)) late.add(`${key}\0${row.day}`)
  }
  return ({ place, startedOn, detectedOn }) => {
    const keys = [...connected.keys()].filter((key) => isOf(key, place))
    const since = keys.map((key) => connected.get(key) ?? '').toSorted()[0]
    if (since === undefined) return null
    if (startedOn < since) return 'before_connection'
    if (startedOn < addDays(since, FIRST_DAYS)) return 'first_days'
    return keys.length > 0 && keys.every((key) => late.has(`${key}\0${detectedOn}`)) ? 'backfill' : null
  }
}

function accountOf(provider: string, billingAccount: string): string {
  return `${provider}\0${billingAccount}`
}

function isOf(key: string, { provider, billing_account }: Place): boolean {
  if (provider === null) return true
  return billing_account === null
    ? key.startsWith(`${provider}\0`)
    : key === accountOf(provider, billing_account)
}

/** When each day of an account was delivered first, superseded deliveries included. */
const arrivalsQuery = {
  name: 'anomalies.arrivals',
  sql: `
    select provider, billing_account, day, min(created_at)::date as arrived_on
    from import
    join import_day on import_day.import_id = import.id
    where kind = 'costs' and provider is not null and billing_account is not null
    group by provider, billing_account, day
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    day: z.string(),
    arrived_on: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
