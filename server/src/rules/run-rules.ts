import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { DataState } from '../queries/data-state.ts'
import { createDemandHours } from './base/demand-hour.ts'
import { createRelations } from './base/relations.ts'
import { replayReader } from './base/replay-lines.ts'
import { readTags, type TagsOf } from './life/rule-scope.ts'
import { type Card, type MaterialityOf, toCards } from './portfolio/card.ts'
import { type CountedCard, countCards } from './portfolio/count.ts'
import { type CurrencyTotals, toSummand, totalsOf } from './portfolio/totals.ts'
import { type CollectedPrices, useCollectedPrices } from './pricing/collected-prices.ts'
import { loadPrices } from './pricing/load-prices.ts'
import { rules as allRules } from './registry.ts'
import type { CandidateBase, Rule, Silence } from './rule.ts'
import type { Judged, RuleOutcome } from './run-rule.ts'
import { type RuleScope, runScopedRule } from './run-scoped.ts'

/** Least saving a month that is worth a card, and as a share of what the sub-account costs. Source: rules guide §0.5. */
const MATERIAL_AMOUNT = 5
const MATERIAL_SHARE = 0.001

export interface RulesInput {
  readonly state: DataState
  /** Full path of the lake. */
  readonly lake: string
  /** Settings by rule id, as people changed them. */
  readonly settings: (rule: Rule) => Readonly<Record<string, unknown>>
  /** Settings for parts of the candidates. */
  readonly scopes?: (rule: Rule, tags: TagsOf) => readonly RuleScope[]
  /** True for a candidate that people want left out of a rule. */
  readonly excluded: (rule: Rule, candidate: CandidateBase, tags: TagsOf) => boolean
  readonly seed: number
  /** Leaves out utilisation and inventory, to see what the bill alone tells. */
  readonly billAlone?: boolean
  readonly rules?: readonly Rule[]
}

/** What a rule came to: its cards are among those of the run. */
export interface RuleReport {
  readonly rule: Rule
  readonly settings: Readonly<Record<string, unknown>>
  readonly cards: number
  readonly silences: readonly { readonly candidate: CandidateBase; readonly verdict: Silence }[]
  readonly milliseconds: number
  readonly error: string | null
}

export interface RulesRun {
  readonly cards: readonly CountedCard[]
  readonly reports: readonly RuleReport[]
  /** One a currency, the largest cost first. */
  readonly totals: readonly CurrencyTotals[]
  /** Collected prices, and how many of them the rules could use. */
  readonly prices: CollectedPrices
}

/**
 * Runs every rule on one connection, makes cards, resolves conflicts, and then sizes commitments on what the chosen
 * measures leave. A rule that fails is reported and stops no other. Nothing is written but temporary tables.
 */
export async function runRules(connection: DuckDBConnection, input: RulesInput): Promise<RulesRun> {
  await createRelations(connection, input.state, { lake: input.lake, billAlone: input.billAlone === true })
  await loadPrices(connection, { day: input.state.today })
  const prices = await useCollectedPrices(connection, { day: input.state.today })
  const materiality = await materialityOf(connection)
  const rules = input.rules ?? allRules
  const first = await runAll(
    connection,
    input,
    materiality,
    rules.filter(({ stage }) => stage !== 'commit'),
  )
  const readReplay = replayReader(connection)
  const chosen = await countCards(connection, first.cards, readReplay)
  await keepShares(connection, chosen)
  await createDemandHours(connection)
  const last = await runAll(
    connection,
    input,
    materiality,
    rules.filter(({ stage }) => stage === 'commit'),
  )
  const cards = await countCards(connection, [...first.cards, ...last.cards], readReplay)
  return {
    cards,
    reports: [...first.reports, ...last.reports],
    totals: totalsOf(cards.map(toSummand), input.seed),
    prices,
  }
}

async function runAll(
  connection: DuckDBConnection,
  input: RulesInput,
  materiality: MaterialityOf,
  rules: readonly Rule[],
): Promise<{ cards: Card[]; reports: RuleReport[] }> {
  const cards: Card[] = []
  const reports: RuleReport[] = []
  const tags = await readTags(connection)
  for (const rule of rules) {
    const started = performance.now()
    const settings = input.settings(rule)
    try {
      const outcome = await runScopedRule(connection, rule, {
        settings,
        scopes: input.scopes?.(rule, tags) ?? [],
        lastDay: input.state.dataThrough ?? input.state.today,
        materiality: () => MATERIAL_AMOUNT,
      })
      const { kept, left } = withoutExcluded(outcome, (candidate) => input.excluded(rule, candidate, tags))
      const grouped = toCards(kept, materiality)
      cards.push(...grouped.cards)
      const silences = [...outcome.silences, ...left, ...grouped.immaterial.map(immaterial)]
      reports.push(
        report(rule, {
          settings: outcome.settings,
          cards: grouped.cards.length,
          silences,
          started,
          error: null,
        }),
      )
    } catch (error) {
      reports.push(report(rule, { settings, cards: 0, silences: [], started, error: messageOf(error) }))
    }
  }
  return { cards, reports }
}

function report(
  rule: Rule,
  { started, silences, ...rest }: Omit<RuleReport, 'rule' | 'milliseconds'> & { started: number },
): RuleReport {
  return {
    rule,
    ...rest,
    silences: silences.map(({ candidate, verdict }) => ({ candidate, verdict })),
    milliseconds: Math.round(performance.now() - started),
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function withoutExcluded({ findings }: RuleOutcome, excluded: (candidate: CandidateBase) => boolean) {
  const left = findings.filter(({ candidate }) => excluded(candidate))
  return {
    kept: findings.filter((judged) => !left.includes(judged)),
    left: left.map((judged) => silent(judged, 'excluded', 'A setting of the rule leaves it out.')),
  }
}

function immaterial(judged: Judged<unknown>): Judged<Silence> {
  return silent(judged, 'below_materiality', 'It saves less than is worth a card.')
}

function silent(
  { rule, candidate }: Judged<unknown>,
  reason: Silence['reason'],
  detail: string,
): Judged<Silence> {
  return { rule, candidate, verdict: { verdict: 'silence', reason, detail } }
}

async function materialityOf(connection: DuckDBConnection): Promise<MaterialityOf> {
  const reader = await connection.runAndReadAll(
    `select concat_ws('|', provider, billing_account, sub_account, currency) as scope, sum(cost)::double as cost
     from resource_use group by scope`,
  )
  const rows = z.array(z.object({ scope: z.string(), cost: z.number() })).parse(reader.getRowObjectsJson())
  const costs = new Map(rows.map(({ scope, cost }) => [scope, cost]))
  return ({ provider, billing_account, sub_account, currency }) => {
    const scope = [provider, billing_account, sub_account, currency].filter((part) => part !== null).join('|')
    return Math.max(MATERIAL_AMOUNT, MATERIAL_SHARE * (costs.get(scope) ?? 0))
  }
}

/** Table `measure_share`: `resource`, `share` (double) of its usage that the chosen measures end; commitments are sized on the rest. */
async function keepShares(connection: DuckDBConnection, cards: readonly CountedCard[]): Promise<void> {
  const kept = new Map<string, number>()
  for (const { candidate, finding, counted } of cards) {
    if (counted.expected <= 0 || Number(candidate.monthly_cost) <= 0) continue
    const share = Math.min(1, finding.savings.expected / Number(candidate.monthly_cost))
    for (const resource of candidate.resource_ids) kept.set(resource, (kept.get(resource) ?? 1) * (1 - share))
  }
  const rows = [...kept].map(([resource, keep]) => ({ resource, share: 1 - keep }))
  await connection.run(
    `create or replace temp table measure_share as
     select measure.resource, measure.share
     from (select unnest(from_json($rows, '[{"resource":"VARCHAR","share":"DOUBLE"}]')) as measure)`,
    { rows: JSON.stringify(rows) },
  )
}
