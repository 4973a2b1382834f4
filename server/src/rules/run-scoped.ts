import type { DuckDBConnection } from '@duckdb/node-api'
import type { CandidateBase, Rule } from './rule.ts'
import { type Judged, type RuleOutcome, type RunRuleOptions, runRule } from './run-rule.ts'

/** Settings that hold for some of a rule's candidates only. */
export interface RuleScope {
  matches(candidate: CandidateBase): boolean
  /** Go before the settings of the rule. */
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * Runs a rule once for its own settings and once for those of each scope; a candidate is judged by the first scope that
 * matches it, else by the settings of the rule.
 */
export async function runScopedRule(
  connection: DuckDBConnection,
  rule: Rule,
  { scopes, ...options }: RunRuleOptions & { readonly scopes: readonly RuleScope[] },
): Promise<RuleOutcome> {
  const scopeOf = (candidate: CandidateBase) => scopes.find((scope) => scope.matches(candidate))
  const whole = await runRule(connection, rule, options)
  if (scopes.length === 0) return whole
  const outcomes = [only(whole, (candidate) => scopeOf(candidate) === undefined)]
  for (const scope of scopes) {
    const settings = { ...options.settings, ...scope.settings }
    const outcome = await runRule(connection, rule, { ...options, settings })
    outcomes.push(only(outcome, (candidate) => scopeOf(candidate) === scope))
  }
  return {
    ...whole,
    findings: outcomes.flatMap(({ findings }) => findings),
    silences: outcomes.flatMap(({ silences }) => silences),
  }
}

function only(outcome: RuleOutcome, keep: (candidate: CandidateBase) => boolean): RuleOutcome {
  const kept = <V>(judged: readonly Judged<V>[]) => judged.filter(({ candidate }) => keep(candidate))
  return { ...outcome, findings: kept(outcome.findings), silences: kept(outcome.silences) }
}
