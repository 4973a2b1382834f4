import type { MlFinding } from '@outlay/shared/ml-parts'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'

/** What the rules say of endpoints and notebooks: the what-if of scaling, of none at all, of fewer and of smaller machines. */
const RULES = ['ML-04', 'ML-05', 'ML-06', 'IDLE-11', 'RS-05']

/** Standing findings of the last run of the rules by resource, the largest saving first. Estimates, a month. */
export async function readFindings(
  ask: Ask,
  currency: string,
): Promise<ReadonlyMap<string, readonly MlFinding[]>> {
  const rows = await runQuery(ask.connection, findingsQuery, { rules: RULES.join(','), currency })
  const found = new Map<string, MlFinding[]>()
  for (const { resource_ids, ...finding } of rows) {
    for (const id of resource_ids) found.set(id, [...(found.get(id) ?? []), finding])
  }
  return found
}

/** When the rules ran last, null before the first time. */
export async function rulesRanAt(ask: Ask): Promise<string | null> {
  const [run] = await runQuery(ask.connection, ranAtQuery, {})
  return run?.ran_at ?? null
}

const findingsQuery = {
  name: 'ml.findings',
  sql: `
    select id, rule, body->>'title' as title, resource_ids, (body->'$.monthlySavings.low')::double as low,
      (body->'$.monthlySavings.expected')::double as expected, (body->'$.monthlySavings.high')::double as high
    from (select * replace (body::json as body) from recommendation)
    where list_contains(string_split($rules, ','), rule) and currency = $currency and status in ('open', 'accepted', 'in_progress')
    order by expected desc, id
  `,
  params: z.object({ rules: z.string(), currency: z.string() }),
  row: z.object({
    id: z.string(),
    rule: z.string(),
    title: z.string(),
    resource_ids: z.array(z.string()),
    low: z.number(),
    expected: z.number(),
    high: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

const ranAtQuery = {
  name: 'ml.rules-ran-at',
  sql: `select strftime(ran_at, '%Y-%m-%dT%H:%M:%SZ') as ran_at from rule_run`,
  params: z.object({}),
  row: z.object({ ran_at: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
