import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { z } from 'zod'
import { Money } from '../db/query.ts'
import { AppError } from '../errors.ts'
import type { CandidateBase, Finding, JudgeContext, Rule, Silence } from './rule.ts'

/** What a rule said of one candidate. */
export interface Judged<V> {
  readonly rule: Rule
  readonly candidate: CandidateBase
  readonly verdict: V
}

export interface RuleOutcome {
  readonly rule: Rule
  readonly findings: readonly Judged<Finding>[]
  readonly silences: readonly Judged<Silence>[]
  /** The settings as they were used, which are the parameters of its SQL. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface RunRuleOptions {
  /** Of this rule, as stored; parsed by its own schema. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly lastDay: string
  readonly materiality: JudgeContext<unknown>['materiality']
}

/**
 * Runs one rule over the relations of this connection.
 * @throws INTERNAL naming the rule when its SQL fails or a row is not what it says; BAD_CONFIG for settings out of range
 */
export async function runRule(
  connection: DuckDBConnection,
  rule: Rule,
  options: RunRuleOptions,
): Promise<RuleOutcome> {
  const settings = readSettings(rule, options.settings ?? {})
  const rows = await candidates(connection, rule, settings)
  const context = { settings, lastDay: options.lastDay, materiality: options.materiality }
  const findings: Judged<Finding>[] = []
  const silences: Judged<Silence>[] = []
  for (const { candidate, own } of rows) {
    const verdict = rule.judge({ ...own, ...candidate }, context)
    if (verdict.verdict === 'finding') findings.push({ rule, candidate, verdict })
    else silences.push({ rule, candidate, verdict })
  }
  return { rule, findings, silences, settings }
}

function readSettings(rule: Rule, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const parsed = rule.settings.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('BAD_CONFIG', `Rule ${rule.id}: ${issue?.path.join('.')}: ${issue?.message}.`)
}

async function candidates(connection: DuckDBConnection, rule: Rule, settings: Record<string, unknown>) {
  const names = new Set([...rule.sql.matchAll(/\$(\w+)/g)].map(([, name]) => name))
  const values = Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name))) as Record<
    string,
    DuckDBValue
  >
  try {
    const reader = await connection.runAndReadAll(rule.sql, values)
    return reader.getRowObjectsJson().map((row) => ({
      candidate: Base.parse(row),
      own: rule.row.parse(row) as Record<string, unknown>,
    }))
  } catch (cause) {
    throw new AppError('INTERNAL', `rule ${rule.id} failed`, { cause })
  }
}

const Base = z.object({
  provider: z.string(),
  billing_account: z.string(),
  sub_account: z.string().nullable(),
  service: z.string().nullable(),
  region: z.string().nullable(),
  team: z.string().nullable(),
  currency: z.string(),
  resource_ids: z.array(z.string().nullable()).transform((ids) => ids.filter((id) => id !== null).toSorted()),
  monthly_cost: Money,
})
