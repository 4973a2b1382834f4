import type { DuckDBConnection } from '@duckdb/node-api'
import type { AnomalyCause } from '@outlay/shared/detect'
import { groupBy } from '@outlay/shared/group-by'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { WATCHED_LINES } from './read-atoms.ts'
import type { Place } from './tree.ts'

/** Whose causes are asked for: a place, and first and last day of the excess. */
export interface CauseQuestion {
  readonly id: string
  readonly place: Place
  readonly start: Day
  readonly last: Day
}

/**
 * What an excess is made of, by id: means a day during it less those of the four weeks before, by service, usage type,
 * account, region, resource and team; the largest five of each, with their share of the whole change.
 */
export async function readCauses(
  connection: DuckDBConnection,
  questions: readonly CauseQuestion[],
): Promise<ReadonlyMap<string, readonly AnomalyCause[]>> {
  if (questions.length === 0) return new Map()
  const asked = questions.map(({ id, place, start, last }) => ({ id, ...place, start, last }))
  const rows = await runQuery(connection, causesQuery, { asked: JSON.stringify(asked) })
  const byId = groupBy(rows, ({ id }) => id)
  return new Map([...byId].map(([id, causes]) => [id, ordered(causes.map(({ id: _, ...cause }) => cause))]))
}

/** From the narrowest to the widest; what no single one explains comes behind. */
const NARROWEST = ['resource', 'usageType', 'service', 'team', 'subAccount', 'region'] as const
const EXPLAINS = 0.4
/** What brings less than this share is not told. */
const NOTHING = 0.01

/** The narrowest dimension of which one value explains much of it comes first: that is the cause in a word. */
function ordered(causes: readonly AnomalyCause[]): readonly AnomalyCause[] {
  const top = (dimension: string) => {
    const first = causes.find((cause) => cause.dimension === dimension)
    return first === undefined || first.value === null ? 0 : first.share
  }
  const clear = NARROWEST.filter((dimension) => top(dimension) >= EXPLAINS)
  const order = [...clear, ...NARROWEST.filter((dimension) => !clear.includes(dimension))]
  return order.flatMap((dimension) =>
    causes.filter((cause) => cause.dimension === dimension && Math.abs(cause.share) >= NOTHING),
  )
}

const ASKED = `[{"id": "VARCHAR", "provider": "VARCHAR", "billing_account": "VARCHAR", "sub_account": "VARCHAR",
  "service": "VARCHAR", "usage_type": "VARCHAR", "team": "VARCHAR", "currency": "VARCHAR", "start": "DATE", "last": "DATE"}]`

const causesQuery = {
  name: 'anomalies.causes',
  sql: `
    with asked as (select unnest(from_json($asked::json, '${ASKED}'), recursive := true)),
    line as (
      select asked.id, cost_fact.service, coalesce(cost_fact.usage_type, cost_fact.sku) as "usageType",
        cost_fact.sub_account as "subAccount", cost_fact.sub_account_name, cost_fact.region, cost_fact.resource,
        cost_fact.resource_name, cost_fact.team,
        case when cost_fact.day >= asked.start then effective::double / (asked.last - asked.start + 1) else 0 end as during,
        case when cost_fact.day < asked.start then effective::double / 28 else 0 end as before
      from asked
      join cost_fact on cost_fact.currency = asked.currency
        and cost_fact.day between asked.start - 28 and asked.last
        and (asked.provider is null or cost_fact.provider = asked.provider)
        and (asked.billing_account is null or cost_fact.billing_account = asked.billing_account)
        and (asked.sub_account is null or cost_fact.sub_account = asked.sub_account)
        and (asked.service is null or cost_fact.service = asked.service)
        and (asked.usage_type is null or coalesce(cost_fact.usage_type, cost_fact.sku) = asked.usage_type)
        and (asked.team is null or cost_fact.team = asked.team)
      where ${WATCHED_LINES}
    ),
    tall as (
      unpivot (
        select id, during, before, sub_account_name, resource_name,
          coalesce(service, '') as service, coalesce("usageType", '') as "usageType",
          coalesce("subAccount", '') as "subAccount", coalesce(region, '') as region,
          coalesce(resource, '') as resource, coalesce(team, '') as team
        from line
      ) on service, "usageType", "subAccount", region, resource, team into name dimension value value
    ),
    change as (
      select id, dimension, nullif(value, '') as value,
        case dimension when 'subAccount' then any_value(sub_account_name) when 'resource' then any_value(resource_name) end as name,
        sum(before) as before, sum(during) as during
      from tall
      group by id, dimension, value
    )
    select id, dimension, value, coalesce(name, value, 'none') as name, before, during, during - before as excess,
      coalesce((during - before) / nullif(sum(during - before) over (partition by id, dimension), 0), 0) as share
    from change
    qualify row_number() over (partition by id, dimension order by abs(during - before) desc, value) <= 5
    order by id, dimension, abs(during - before) desc, value
  `,
  params: z.object({ asked: z.string() }),
  row: z.object({
    id: z.string(),
    dimension: z.enum(['service', 'usageType', 'subAccount', 'region', 'resource', 'team']),
    value: z.string().nullable(),
    name: z.string(),
    before: z.number(),
    during: z.number(),
    excess: z.number(),
    share: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
