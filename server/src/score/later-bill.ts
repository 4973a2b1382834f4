import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { addDays, type Day } from '@outlay/shared/period'
import { z } from 'zod'

/** Cost a day by resource: in the 30 days up to the claim, after it, and in the last week that is looked at. */
export type LaterBill = ReadonlyMap<
  string,
  { readonly before: number; readonly after: number; readonly last: number }
>

const WINDOW_DAYS = 30
const LAST_DAYS = 7

/** What resources cost before and after a day, by the facts as they are now: EffectiveCost of Usage. `until` inclusive. */
export async function readLaterBill(
  connection: DuckDBConnection,
  asked: { readonly resources: readonly string[]; readonly day: Day; readonly until: Day },
): Promise<LaterBill> {
  const reader = await connection.runAndReadAll(
    `
    select resource,
      coalesce(sum(cost) filter (where day <= $day::date), 0) / ${WINDOW_DAYS} as before,
      coalesce(sum(cost) filter (where day > $day::date), 0) / ($until::date - $day::date) as after,
      coalesce(sum(cost) filter (where day > $until::date - ${LAST_DAYS}), 0) / ${LAST_DAYS} as last
    from (
      select resource, day, coalesce(effective, billed)::double as cost
      from cost_fact
      where charge_category = 'Usage' and list_contains($resources, resource)
        and day >= $start::date and day <= $until::date
    )
    group by resource`,
    {
      resources: listValue([...asked.resources]),
      day: asked.day,
      until: asked.until,
      start: addDays(asked.day, 1 - WINDOW_DAYS),
    },
    { resources: LIST(VARCHAR), day: VARCHAR, until: VARCHAR, start: VARCHAR },
  )
  const rows = z.array(Row).parse(reader.getRowObjectsJson())
  return new Map(rows.map(({ resource, ...cost }) => [resource, cost]))
}

const Row = z.object({ resource: z.string(), before: z.number(), after: z.number(), last: z.number() })
