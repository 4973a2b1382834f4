import type { AnomalyDay, AnomalyDetail, AnomalyEvent } from '@outlay/shared/detect'
import { addDays, daysBetween } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { readAnomaly } from './read-anomalies.ts'
import { readAtoms, WATCHED_LINES } from './read-atoms.ts'
import { nodesOf } from './tree.ts'
import { watch } from './watch.ts'

const DAYS = 60
const BEFORE = 21
const AFTER = 7
const SHARE = 0.2

/** An anomaly with the 60 days around it, what was expected of them, its history, and SQL to count it again. */
export async function readDetail(ask: Ask, id: string): Promise<AnomalyDetail | undefined> {
  const anomaly = await readAnomaly(ask.connection, id)
  if (anomaly === undefined) return undefined
  return {
    ...anomaly,
    series: await seriesOf(ask, anomaly),
    history: await readHistory(ask, id),
    ...sqlOf(anomaly),
  }
}

type Place = Pick<
  AnomalyDetail,
  | 'scope'
  | 'provider'
  | 'billingAccountId'
  | 'subAccountId'
  | 'service'
  | 'usageType'
  | 'team'
  | 'currency'
  | 'startedOn'
  | 'lastDay'
>

/** The place's own band, from the same walk that found it; the last day shown is the newest complete one. */
async function seriesOf(ask: Ask, place: Place): Promise<readonly AnomalyDay[]> {
  const atoms = await readAtoms(ask)
  if (atoms === undefined) return []
  const node = nodesOf(atoms, place.scope).find((each) => isSame(each.place, place))
  if (node === undefined) return []
  const { expected, band } = watch(node.values, {
    first: node.first,
    last: node.last,
    gate: node.gate,
    share: SHARE,
  })
  const { start, end } = shown(
    node.last,
    daysBetween(atoms.from, place.startedOn),
    daysBetween(atoms.from, place.lastDay),
  )
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, at) => {
    const usual = finite(expected[start + at])
    const half = band[start + at] ?? 0
    return {
      day: addDays(atoms.from, start + at),
      cost: node.values[start + at] ?? 0,
      expected: usual,
      low: usual === null ? null : Math.max(0, usual - half),
      high: usual === null ? null : usual + half,
    }
  })
}

/** Sixty days with some before it began; more where it lasted longer. */
function shown(newest: number, first: number, last: number): { start: number; end: number } {
  const end = Math.min(newest, Math.max(first - BEFORE + DAYS - 1, last + AFTER))
  return { start: Math.max(0, Math.min(first - BEFORE, end - DAYS + 1)), end }
}

function isSame(node: ReturnType<typeof nodesOf>[number]['place'], place: Place): boolean {
  const team = place.scope === 'team' ? place.team : null
  return (
    node.provider === place.provider &&
    node.billing_account === place.billingAccountId &&
    node.sub_account === place.subAccountId &&
    node.service === place.service &&
    node.usage_type === place.usageType &&
    node.team === team &&
    node.currency === place.currency
  )
}

function finite(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** SQL that anybody can run to see the days of the place, with its parameters. */
function sqlOf({
  scope,
  provider,
  billingAccountId,
  subAccountId,
  service,
  usageType,
  team,
  currency,
}: Place) {
  const wanted: readonly (readonly [string, string, string | null])[] = [
    ['provider', 'provider', provider],
    ['billing_account', 'billingAccount', billingAccountId],
    ['sub_account', 'subAccount', subAccountId],
    ['service', 'service', service],
    ['coalesce(usage_type, sku)', 'usageType', usageType],
    ['team', 'team', scope === 'team' ? team : null],
    ['currency', 'currency', currency],
  ]
  const named = wanted.flatMap(([column, name, value]) => (value === null ? [] : [{ column, name, value }]))
  const conditions = named.map(({ column, name }) => `${column} = $${name}`)
  return {
    sql: `select day, sum(effective) as cost
from cost_fact
where ${[...conditions, WATCHED_LINES].join('\n  and ')}
group by day
order by day`,
    sqlParams: Object.fromEntries(named.map(({ name, value }) => [name, value])),
  }
}

async function readHistory({ connection }: Ask, id: string): Promise<readonly AnomalyEvent[]> {
  const rows = await runQuery(connection, historyQuery, { id })
  return rows.map((row) => ({
    happenedAt: row.happened_at,
    actor: row.actor,
    kind: row.kind,
    from: row.from_value,
    to: row.to_value,
    note: row.note,
  }))
}

const historyQuery = {
  name: 'anomalies.history',
  sql: `
    select strftime(happened_at, '%Y-%m-%dT%H:%M:%SZ') as happened_at, actor, kind, from_value, to_value, note
    from anomaly_event
    where anomaly_id = $id
    order by anomaly_event.happened_at desc
    limit 100
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    happened_at: z.string(),
    actor: z.string(),
    kind: z.string(),
    from_value: z.string().nullable(),
    to_value: z.string().nullable(),
    note: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
