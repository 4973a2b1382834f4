import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb } from '@outlay/server/db/open'
import { withAsk } from '@outlay/server/queries/ask'
import { answerCosts } from '@outlay/server/queries/costs'
import { readDataState } from '@outlay/server/queries/data-state'
import { median, percentile, timed } from './measure.ts'

const START = '2026-04-01'
const END = '2026-06-30'
const ROUNDS = 21

export interface QueryFigures {
  readonly rows: number
  readonly bareMs: number
  readonly oursMs: number
  readonly oursP95Ms: number
  readonly ratio: number
}

/** `GET /costs` over 90 days by service with a team filter, against the bare query in the same database, interleaved. */
export async function benchQuery(rows: number): Promise<QueryFigures> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-bench-'))
  const db = await openDb(root)
  try {
    await db.writer.withTransaction((connection) => connection.run(factsSql(rows)))
    const connection = await db.connect()
    const bare: number[] = []
    const ours: number[] = []
    const now = new Date('2026-08-01')
    // The server keeps the state by data version, as here.
    const state = await readDataState(connection, now)
    const params = new URLSearchParams({
      start: START,
      end: END,
      groupBy: 'service',
      filter: 'team:is:team-7',
    })
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await timed(() => connection.runAndReadAll(BARE))).seconds * 1000)
      const ask = () =>
        withAsk(
          connection,
          now,
          (asked) => answerCosts(asked, params),
          async () => state,
        )
      ours.push((await timed(ask)).seconds * 1000)
    }
    connection.closeSync()
    return {
      rows,
      bareMs: median(bare),
      oursMs: median(ours),
      oursP95Ms: percentile(ours, 0.95),
      ratio: median(ours) / median(bare),
    }
  } finally {
    await db.close()
    rmSync(root, { recursive: true, force: true })
  }
}

const BARE = `
  select day, service, sum(effective) as cost
  from cost_fact
  where day >= date '${START}' and day < date '${END}' and team = 'team-7' and currency = 'USD'
    and charge_category not in ('Tax', 'Credit')
  group by all
  order by all`

/** Facts as a year of daily bills leaves them: 360 services, 40 teams, by provider and month. */
function factsSql(rows: number): string {
  return `
    insert into cost_fact by name
    select day, date_trunc('month', day)::date as month, date_trunc('month', day)::date as billing_period,
      ['aws', 'azure', 'gcp'][1 + (z % 3)::bigint] as provider, 'account-' || (z % 5) as billing_account,
      'sub-' || (y % 60) as sub_account, 'Service ' || (y % 360) as service, 'Compute' as service_category,
      'region-' || (y % 9) as region, 'resource-' || (i % (${rows} // 50)) as resource,
      'SKU' || (y % 900) as sku, 'usage-' || (y % 700) as usage_type, 'Usage' as charge_category,
      'Usage-Based' as charge_frequency, 'Standard' as pricing_category, 'AWS' as publisher, 'AWS' as invoice_issuer,
      if(y % 10 = 0, null, 'team-' || (y % 40)) as team, if(y % 10 = 0, null, 'team-' || (y % 40)) as tag1,
      map {'team': 'team-' || (y % 40), 'env': 'env-' || (y % 4)} as tags,
      false as prepaid, 'USD' as currency, cost as billed, cost as effective, cost as contracted, cost as list,
      1 as consumed_quantity, 'Hours' as consumed_unit, 24 as lines, 0 as gap_lines, 0 as gap_billed, 'bench' as import_id
    from (
      select i, hash(i) as z, hash(i % (${rows} // 50)) as y,
        date '2025-08-01' + (i * 365 // ${rows})::integer as day,
        cast((hash(i + 7) % 100000) / 10000 as decimal(38, 14)) as cost
      from range(${rows}) as t(i)
    )`
}
