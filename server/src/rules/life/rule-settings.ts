import type { DuckDBConnection } from '@duckdb/node-api'
import type { RuleExclusion } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { suggest } from '../../suggest.ts'
import type { CandidateBase, Rule } from '../rule.ts'

export const Exclusion = z
  .strictObject({
    provider: z.string().optional(),
    subAccount: z.string().optional(),
    resource: z.string().optional(),
    team: z.string().optional(),
    reason: z.string().min(1).max(500),
  })
  .refine(
    ({ provider, subAccount, resource, team }) =>
      [provider, subAccount, resource, team].some((part) => part !== undefined),
    { error: 'names neither provider, subAccount, resource nor team' },
  )

/** What people changed of one rule, newest last. */
export interface RuleChange {
  readonly rule: string
  readonly changedAt: string
  readonly actor: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly exclusions: readonly RuleExclusion[]
}

export async function readRuleChanges(connection: DuckDBConnection): Promise<Map<string, RuleChange[]>> {
  const changes = new Map<string, RuleChange[]>()
  for (const { changed_at, ...row } of await runQuery(connection, changesQuery, {})) {
    changes.set(row.rule, [...(changes.get(row.rule) ?? []), { ...row, changedAt: changed_at }])
  }
  return changes
}

/** Adds a change; settings and exclusions replace those before. Throws INVALID_INPUT naming the setting. */
export async function changeRule(
  connection: DuckDBConnection,
  rule: Rule,
  change: Omit<RuleChange, 'rule'>,
): Promise<void> {
  const known = Object.keys(rule.settings.shape)
  for (const name of Object.keys(change.settings)) {
    if (known.includes(name)) continue
    throw new AppError(
      'INVALID_INPUT',
      `settings.${name}: ${rule.id} has no such setting${suggest(name, known)}.`,
    )
  }
  const parsed = rule.settings.safeParse(change.settings)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError('INVALID_INPUT', `settings.${issue?.path.join('.')}: ${issue?.message}.`)
  }
  await connection.run(
    'insert into rule_setting values ($rule, $changedAt::timestamp, $actor, $settings, $exclusions)',
    {
      rule: rule.id,
      changedAt: change.changedAt,
      actor: change.actor,
      settings: JSON.stringify(change.settings),
      exclusions: JSON.stringify(change.exclusions),
    },
  )
}

export function isExcluded(candidate: CandidateBase, exclusions: readonly RuleExclusion[]): boolean {
  return exclusions.some(
    ({ provider, subAccount, resource, team }) =>
      (provider === undefined || provider === candidate.provider) &&
      (subAccount === undefined || subAccount === candidate.sub_account) &&
      (team === undefined || team === candidate.team) &&
      (resource === undefined || candidate.resource_ids.includes(resource)),
  )
}

const changesQuery = {
  name: 'rules.changes',
  sql: `
    select rule, strftime(changed_at, '%Y-%m-%dT%H:%M:%SZ') as changed_at, actor, settings, exclusions
    from rule_setting
    order by rule_setting.changed_at, rowid
  `,
  params: z.object({}),
  row: z.object({
    rule: z.string(),
    changed_at: z.string(),
    actor: z.string(),
    settings: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
    exclusions: z.string().transform((text) => z.array(Exclusion).parse(JSON.parse(text)) as RuleExclusion[]),
  }),
} satisfies Query<z.ZodType, z.ZodType>
