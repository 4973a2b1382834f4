import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import type { TagPolicyAnswer, TagPolicyKey } from '@outlay/shared/tagging'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { BasisParams, type BasisQuestion, toBasisQuestion } from '../queries/costs-question.ts'
import { currencyTotals } from '../queries/currency-totals.ts'
import { shortMoney } from '../queries/money-text.ts'
import { readParams } from '../queries/params.ts'
import { createBinder } from '../queries/where-sql.ts'
import type { TagRequirement } from './model.ts'
import { requirementsOf } from './policy.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'
import { DELIVERS_SQL, taggableSql, tagStatesSql } from './tag-policy-sql.ts'

export const PolicyParams = z.strictObject(BasisParams)

/** Answers `GET /allocation/policy`: by cost and week, what carries each required tag and why the rest does not. */
export async function answerPolicy(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
): Promise<TagPolicyAnswer> {
  const { connection, state } = ask
  const asked = toBasisQuestion(readParams(PolicyParams, params), state)
  const { currency } = await currencyTotals(ask, asked)
  const question = { ...asked, currency }
  const set = await readRuleSet(connection, file)
  const given = set.tagPolicy.length > 0
  const delivers = await runQuery(connection, deliversQuery, {})
  const data: TagPolicyKey[] = []
  for (const requirement of requirementsOf(set, state.promoted)) {
    data.push(toKey(requirement, given, await readStates(ask, requirement, question), delivers))
  }
  const [sums] = await readTaggable(connection, question, state.promoted)
  const { taggable = '0', not_taggable = '0' } = sums ?? {}
  return {
    sentence: sentence(data, taggable, currency),
    currency,
    start: question.start,
    end: question.end,
    taggable,
    notTaggable: not_taggable,
    data,
  }
}

type Question = BasisQuestion & { readonly currency: string }
type StateRow = z.output<typeof StateRow>
type Delivers = z.output<typeof DeliversRow>

function readStates({ connection, state }: Ask, requirement: TagRequirement, question: Question) {
  const binder = createBinder()
  const sql = tagStatesSql(requirement, question, state.promoted, binder)
  return runQuery(
    connection,
    { name: 'allocation.tag-states', sql, params: Params, row: StateRow },
    binder.params,
  )
}

function readTaggable(
  connection: DuckDBConnection,
  question: Question,
  promoted: ReadonlyMap<string, number>,
) {
  const binder = createBinder()
  const sql = taggableSql(question, promoted, binder)
  return runQuery(
    connection,
    { name: 'allocation.taggable', sql, params: Params, row: TaggableRow },
    binder.params,
  )
}

function toKey(
  { tag, allowed }: TagRequirement,
  required: boolean,
  rows: readonly StateRow[],
  delivers: readonly Delivers[],
): TagPolicyKey {
  const source = ({ provider, billing_account }: Delivers | StateRow) =>
    JSON.stringify([provider, billing_account])
  const tagging = new Map(delivers.map((row) => [source(row), row.delivers]))
  const wrong = groupBy(
    rows.filter(({ state }) => state === 'wrong'),
    ({ value }) => value ?? '',
  )
  return {
    tag,
    allowed,
    required,
    ...byState(rows),
    weeks: [...groupBy(rows, ({ week }) => week)].map(([week, own]) => ({ week, ...byState(own) })),
    wrongValues: [...wrong]
      .map(([value, own]) => ({ value, cost: sumOf(own) }))
      .toSorted((a, b) => Number(b.cost) - Number(a.cost)),
    sources: [...groupBy(rows, source)].map(([key, own]) => ({
      provider: own[0]?.provider ?? '',
      billingAccount: own[0]?.billing_account ?? '',
      activatedOn: own[0]?.activated_on ?? null,
      delivers: tagging.get(key) ?? false,
      untagged: byState(own).untagged,
      notActivated: byState(own).notActivated,
    })),
  }
}

function byState(rows: readonly StateRow[]) {
  const of = (state: StateRow['state']) => sumOf(rows.filter((row) => row.state === state))
  return {
    compliant: of('compliant'),
    wrongValue: of('wrong'),
    untagged: of('untagged'),
    notActivated: of('inactive'),
  }
}

function sumOf(rows: readonly StateRow[]): Amount {
  return addAmounts(rows.map(({ cost }) => cost))
}

function sentence(keys: readonly TagPolicyKey[], taggable: Amount, currency: string): string {
  const [worst] = keys.toSorted((a, b) => Number(a.compliant) - Number(b.compliant))
  if (worst === undefined) return 'No tag is required yet.'
  if (Number(taggable) <= 0) return 'No resource of this period costs anything.'
  const share = ((Number(worst.compliant) / Number(taggable)) * 100).toFixed(1).replace(/\.0$/, '')
  const missing = subtractAmounts(taggable, worst.compliant)
  const inactive =
    worst.notActivated === '0'
      ? ''
      : `, of which ${shortMoney(worst.notActivated, currency)} before its source delivered the key`
  return `${share}% of the cost of resources carries the tag ${worst.tag} as required; ${shortMoney(missing, currency)} does not${inactive}.`
}

const Params = z.record(z.string(), z.string())

const StateRow = z.object({
  week: z.string(),
  provider: z.string(),
  billing_account: z.string(),
  activated_on: z.string().nullable(),
  state: z.enum(['compliant', 'wrong', 'untagged', 'inactive']),
  value: z.string().nullable(),
  cost: Money,
})

const TaggableRow = z.object({ taggable: Money, not_taggable: Money })

const DeliversRow = z.object({ provider: z.string(), billing_account: z.string(), delivers: z.boolean() })

const deliversQuery = {
  name: 'allocation.delivers',
  sql: DELIVERS_SQL,
  params: z.object({}),
  row: DeliversRow,
}
