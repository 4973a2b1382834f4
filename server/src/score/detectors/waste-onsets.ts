import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { WATCHED_LINES } from '../../detect/anomalies/read-atoms.ts'
import type { PlantedAnomaly } from './anomaly-truth.ts'

export interface PlantedWaste {
  readonly kind: string
  readonly resourceIds: readonly string[]
}

/** Gates of finops guide §6, on the service of the account. */
const GATE = 50
const GATE_SHARE = 0.005
const SERVICE_SHARE = 0.2

/**
 * Planted waste that begins within the history, as events: read from the bill by the ids of the resources alone, without
 * a look at what a detector found. What begins in one service of one account on one day is one event. It counts where its first
 * week is material: 50 a day, 0.5 % of the billing account, and 20 % of the service in the four weeks before.
 */
export async function wasteOnsets(
  connection: DuckDBConnection,
  planted: readonly PlantedWaste[],
  span: { readonly judged: Day; readonly through: Day },
  known: readonly PlantedAnomaly[],
): Promise<readonly PlantedAnomaly[]> {
  const resources = planted
    .filter(({ kind }) => kind === 'waste')
    .flatMap(({ resourceIds }) => resourceIds.map((id) => id.toLowerCase()))
  const reader = await connection.runAndReadAll(ONSETS, { resources: JSON.stringify(resources), ...span })
  const rows = z.array(Onset).parse(reader.getRowObjectsJson())
  const events = [...groupBy(rows, keyOf).values()].flatMap(toEvent)
  return events.filter((event) => !known.some((anomaly) => isSame(anomaly, event)))
}

type Onset = z.output<typeof Onset>

function keyOf({ sub_account, service, currency, first }: Onset): string {
  return [sub_account, service, currency, first].join('\0')
}

function toEvent(rows: readonly Onset[]): readonly PlantedAnomaly[] {
  const [row] = rows
  if (row === undefined) return []
  const perDay = rows.reduce((total, { per_day }) => total + per_day, 0)
  if (perDay < Math.max(GATE, GATE_SHARE * row.account_before, SERVICE_SHARE * row.service_before)) return []
  return [
    {
      id: `waste in ${row.service} since ${row.first}`,
      shape: 'waste',
      scope: {
        provider: row.provider,
        subAccountId: row.sub_account,
        currency: row.currency,
        lines: [{ service: row.service }],
      },
      firstDay: row.first,
      lastDay: null,
      onset: true,
      impact: perDay,
    },
  ]
}

/** The same place on the same day, give or take one: it is on the list of anomalies already. */
function isSame({ scope, firstDay }: PlantedAnomaly, event: PlantedAnomaly): boolean {
  return (
    scope.subAccountId?.toLowerCase() === event.scope.subAccountId?.toLowerCase() &&
    scope.lines.some(({ service }) => service === event.scope.lines[0]?.service) &&
    Math.abs(Date.parse(firstDay) - Date.parse(event.firstDay)) <= 86_400_000
  )
}

const ONSETS = `
  with wanted as (select unnest(from_json($resources::json, '["VARCHAR"]')) as resource),
  line as (
    select lower(resource) as resource, provider, billing_account, sub_account, service, currency, day,
      sum(effective)::double as cost
    from cost_fact
    where ${WATCHED_LINES}
    group by all
  ),
  begun as (
    select resource, provider, billing_account, sub_account, service, currency, min(day) as first
    from line
    semi join wanted using (resource)
    where cost > 0
    group by all
    having min(day) > $judged::date and min(day) <= $through::date - 1
  ),
  per_day as (
    select begun.resource, begun.service, begun.sub_account, sum(cost) / 7 as per_day
    from begun
    join line using (resource, service, sub_account, currency)
    where day >= first and day < first + 7
    group by all
  )
  select begun.provider, begun.sub_account, begun.service, begun.currency, begun.first, per_day.per_day,
    (select coalesce(sum(cost), 0) / 28 from line
     where line.billing_account = begun.billing_account and line.currency = begun.currency
       and day >= first - 28 and day < first) as account_before,
    (select coalesce(sum(cost), 0) / 28 from line
     where line.sub_account = begun.sub_account and line.service = begun.service and line.currency = begun.currency
       and day >= first - 28 and day < first) as service_before
  from begun
  join per_day using (resource, service, sub_account)
  order by begun.first, begun.sub_account, begun.service, begun.resource`

const Onset = z.object({
  provider: z.string(),
  sub_account: z.string(),
  service: z.string(),
  currency: z.string(),
  first: z.string(),
  per_day: z.number(),
  account_before: z.number(),
  service_before: z.number(),
})
