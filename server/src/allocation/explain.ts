import type { AllocationExplanation } from '@outlay/shared/allocation'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { BasisParams, toBasisQuestion } from '../queries/costs-question.ts'
import { currencyTotals } from '../queries/currency-totals.ts'
import { readParams } from '../queries/params.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { matchSql } from './match-sql.ts'
import type { RuleSet } from './model.ts'
import { matchTexts } from './read-rules.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'

export const ExplainParams = z.strictObject(BasisParams)

/**
 * Answers `GET /allocation/explain`, "why is this mine?": the costs that the filters find, by the rule that decided their
 * team, with its text, and the shared rule that takes them afterwards.
 */
export async function answerExplain(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
): Promise<AllocationExplanation> {
  const { connection, state } = ask
  const asked = toBasisQuestion(readParams(ExplainParams, params), state)
  const { currency } = await currencyTotals(ask, asked)
  const question = { ...asked, currency }
  const set = await readRuleSet(connection, file)
  const rules = set.rules.filter(({ enabled }) => enabled)
  const shared = set.shared.filter(({ enabled }) => enabled)
  const binder = createBinder()
  const cases = (list: readonly Pick<RuleSet['rules'][number], 'match'>[]) =>
    list.length === 0
      ? 'null::integer'
      : `case ${list.map(({ match }, index) => `when ${matchSql(match, state.promoted, binder.bind)} then ${index}`).join(' ')} end`
  const metric = METRIC_COLUMNS[question.metric]
  const sql = `
    select ${cases(rules)} as rule, ${cases(shared)} as pool, team, count(*) as facts,
      coalesce(sum(${metric}), 0) as cost
    from cost_fact
    where ${whereSql(question, state.promoted, binder)}
    group by all
    order by abs(cost) desc, rule, team`
  const query = { name: 'allocation.explain', sql, params: z.record(z.string(), z.string()), row: Row }
  const rows = await runQuery(connection, query, binder.params)
  return {
    currency,
    start: question.start,
    end: question.end,
    data: rows.map(({ rule: index, pool, team, facts, cost }) => {
      const rule = index === null ? undefined : rules[index]
      return {
        ...reasonOf(rule, team),
        match: rule === undefined ? null : matchTexts(rule.match),
        team,
        rows: facts,
        cost,
        shared: pool === null ? null : (shared[pool]?.name ?? null),
      }
    }),
  }
}

function reasonOf(
  rule: RuleSet['rules'][number] | undefined,
  team: string | null,
): Pick<AllocationExplanation['data'][number], 'reason' | 'key' | 'origin'> {
  if (rule !== undefined) {
    const where = rule.origin === 'config' ? 'of outlay.config.yaml' : 'of the app'
    const name = rule.name === '' ? 'A rule' : `Rule "${rule.name}"`
    return { reason: `${name} ${where} is the first that matches.`, key: rule.key, origin: rule.origin }
  }
  if (team !== null)
    return { reason: `No rule matches; its tag "team" says ${team}.`, key: null, origin: 'tag' }
  return { reason: 'No rule matches and it carries no tag "team".', key: null, origin: 'none' }
}

const Row = z.object({
  rule: z.int().nullable(),
  pool: z.int().nullable(),
  team: z.string().nullable(),
  facts: Count,
  cost: Money,
})
