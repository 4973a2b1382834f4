import type { DuckDBConnection } from '@duckdb/node-api'
import type { RealisedSaving } from '@outlay/shared/recommendations'
import { verifyApplied } from './verify-applied.ts'

export const APPLIED = '2026-06-30'
const NOW = '2026-09-01T12:00:00Z'
const LAST = '2026-07-28'

export interface Days {
  readonly resource: string
  /** Days from the change: [-40, 0] ends with the day of the change, which has costs as before it. */
  readonly days: readonly [from: number, to: number]
  readonly cost: number
  readonly onDemand?: number
  readonly plan?: 'Used' | 'Unused'
  readonly hours?: number
  /** What odd days cost more, and even ones less. */
  readonly swing?: number
  readonly account?: string
}

export async function addDays(connection: DuckDBConnection, lines: readonly Days[]): Promise<void> {
  for (const { resource, days, cost, onDemand, plan, hours, swing, account } of lines)
    await connection.run(
      `insert into cost_fact by name
       select day::date as day, date_trunc('month', day)::date as month, date_trunc('month', day)::date as billing_period,
         'aws' as provider, $account as billing_account, $resource as resource, 'Usage' as charge_category, $plan as commitment_status,
         case when $plan is null then null else 'plan' end as commitment_id, false as prepaid, 'USD' as currency,
         0 as billed, $cost::double + case when day(day) % 2 = 1 then $swing::double else -$swing::double end as effective,
         $on_demand::double as contracted, $hours::double as consumed_quantity, 'Hrs' as consumed_unit, 1 as lines, 0 as gap_lines,
         0 as gap_billed, 'test' as import_id
       from (select unnest(generate_series(date '${APPLIED}' + $from::integer, date '${APPLIED}' + $to::integer, interval 1 day)) as day)`,
      {
        account: account ?? 'payer',
        resource,
        plan: plan ?? null,
        cost,
        swing: swing ?? 0,
        on_demand: onDemand ?? cost,
        hours: hours ?? 24,
        from: days[0],
        to: days[1],
      },
    )
}

export interface Change {
  readonly rule?: string
  readonly status?: string
  readonly claimed?: number
  readonly resources?: readonly string[]
  readonly first?: string
  readonly through?: string
}

/** Applies the change and looks; IDLE-05 deletes, RS-01 makes smaller. */
export async function applyAndLook(
  connection: DuckDBConnection,
  {
    rule = 'IDLE-05',
    status = 'applied',
    claimed = 3000,
    resources = ['idle'],
    first = '2026-01-01',
    through = LAST,
  }: Change = {},
): Promise<RealisedSaving | null> {
  const savings = { low: claimed, expected: claimed, high: claimed }
  await connection.run(
    `insert into recommendation by name
     select 'r' as id, $rule as rule, $body as body, 'aws' as provider, 'payer' as billing_account, 'P' as grade, 'USD' as currency,
       0 as counted, from_json($resources, '["VARCHAR"]') as resource_ids, $status as status, date '2026-06-01' as first_seen,
       date '${APPLIED}' as last_seen, case when $status = 'expired' then null else date '${APPLIED}' end as applied_on,
       timestamp '2026-06-30' as updated_at`,
    { rule, status, body: JSON.stringify({ monthlySavings: savings }), resources: JSON.stringify(resources) },
  )
  await look(connection, through, first)
  const reader = await connection.runAndReadAll('select realised from recommendation')
  const text = reader.getRowObjectsJson()[0]?.['realised']
  return typeof text === 'string' ? (JSON.parse(text) as RealisedSaving) : null
}

export async function look(connection: DuckDBConnection, through: string, first = '2026-01-01') {
  const account = {
    provider: 'aws',
    billingAccount: 'payer',
    currency: 'USD',
    from: first,
    to: through,
    through,
  }
  await verifyApplied(connection, { accounts: [account] }, NOW)
}

export async function statusOf(connection: DuckDBConnection) {
  const reader = await connection.runAndReadAll(
    `select status, (select count(*)::integer from recommendation_event) as events from recommendation`,
  )
  return reader.getRowObjectsJson()[0]
}
