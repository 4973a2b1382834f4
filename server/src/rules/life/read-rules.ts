import type { DuckDBConnection } from '@duckdb/node-api'
import type { RuleAnswer, RuleSilenceGroup } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { rules } from '../registry.ts'
import type { Rule } from '../rule.ts'
import { type RuleChange, readRuleChanges } from './rule-settings.ts'

/** Every rule with its last outcome: what it found, or why there is nothing. */
export async function readRules(connection: DuckDBConnection): Promise<RuleAnswer[]> {
  const changes = await readRuleChanges(connection)
  const [run] = await runQuery(connection, reportsQuery, {})
  return rules.map((rule) => {
    const report = run?.reports.find((one) => one.rule === rule.id)
    return {
      id: rule.id,
      slug: rule.slug,
      title: rule.title,
      family: rule.family,
      class: rule.class,
      clouds: rule.clouds,
      wants: rule.wants,
      lastOutcome:
        run === undefined || report === undefined
          ? null
          : { ranAt: run.ran_at, ...report, explanation: explain(report) },
      settings: settingsOf(rule, changes.get(rule.id)?.at(-1)),
      exclusions: changes.get(rule.id)?.at(-1)?.exclusions ?? [],
      scopes: changes.get(rule.id)?.at(-1)?.scopes ?? [],
      changes: (changes.get(rule.id) ?? []).map(({ rule: _rule, ...change }) => change),
    }
  })
}

type Report = z.output<typeof Report>

function explain({ findings, silences, error }: Report): string {
  if (error !== null) return `It failed: ${error}`
  const silent = silences.reduce((sum, { candidates }) => sum + candidates, 0)
  if (findings > 0)
    return `${findings} found${silent > 0 ? `, ${silent} not judged or not worth a card` : ''}.`
  if (silent > 0) return `Nothing found; ${silent} looked at and left: ${reasonsOf(silences)}.`
  return 'The bill shows nothing of the kind that this rule looks at.'
}

function reasonsOf(silences: readonly RuleSilenceGroup[]): string {
  return [...new Set(silences.map(({ detail }) => detail.replace(/\.$/, '')))].slice(0, 3).join('; ')
}

function settingsOf(rule: Rule, change: RuleChange | undefined): RuleAnswer['settings'] {
  const defaults = rule.settings.parse({}) as Record<string, unknown>
  return Object.entries(rule.settings.shape).map(([name, schema]) => ({
    name,
    description: (schema as z.ZodType).description ?? '',
    value: change?.settings[name] ?? defaults[name],
    default: defaults[name],
  }))
}

const Report = z.object({
  rule: z.string(),
  findings: z.number(),
  silences: z.array(
    z.object({
      reason: z.string(),
      detail: z.string(),
      provider: z.string(),
      subAccountId: z.string().nullable(),
      candidates: z.number(),
      cost: z.string(),
      currency: z.string(),
    }),
  ),
  milliseconds: z.number(),
  error: z.string().nullable(),
})

const reportsQuery = {
  name: 'rules.reports',
  sql: `select strftime(ran_at, '%Y-%m-%dT%H:%M:%SZ') as ran_at, reports from rule_run`,
  params: z.object({}),
  row: z.object({
    ran_at: z.string(),
    reports: z.string().transform((text) => z.array(Report).parse(JSON.parse(text))),
  }),
} satisfies Query<z.ZodType, z.ZodType>
