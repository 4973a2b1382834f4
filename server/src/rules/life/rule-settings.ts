import type { DuckDBConnection } from '@duckdb/node-api'
import type { RuleExclusion, RuleMatch, RuleScopeSettings } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { suggest } from '../../suggest.ts'
import type { Rule } from '../rule.ts'

const MATCH = {
  provider: z.string().optional(),
  subAccount: z.string().optional(),
  resource: z.string().optional(),
  team: z.string().optional(),
  tag: z
    .string()
    .refine((text) => /^[^=]+=/.test(text), { error: 'must be key=value' })
    .optional(),
}

const namesSomething = ({ provider, subAccount, resource, team, tag }: RuleMatch) =>
  [provider, subAccount, resource, team, tag].some((part) => part !== undefined)
const NAMES_NOTHING = { error: 'names neither provider, subAccount, resource, team nor tag' }

export const Exclusion = z
  .strictObject({ ...MATCH, reason: z.string().min(1).max(500) })
  .refine(namesSomething, NAMES_NOTHING)

export const Scope = z
  .strictObject({ ...MATCH, settings: z.record(z.string(), z.unknown()) })
  .refine(namesSomething, NAMES_NOTHING)

/** What people changed of one rule, newest last. */
export interface RuleChange {
  readonly rule: string
  readonly changedAt: string
  readonly actor: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly exclusions: readonly RuleExclusion[]
  readonly scopes: readonly RuleScopeSettings[]
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
  refuseUnknown(rule, 'settings', change.settings)
  for (const [index, scope] of change.scopes.entries())
    refuseUnknown(rule, `scopes.${index}.settings`, { ...change.settings, ...scope.settings })
  await connection.run(
    'insert into rule_setting values ($rule, $changedAt::timestamp, $actor, $settings, $exclusions, $scopes)',
    {
      rule: rule.id,
      changedAt: change.changedAt,
      actor: change.actor,
      settings: JSON.stringify(change.settings),
      exclusions: JSON.stringify(change.exclusions),
      scopes: JSON.stringify(change.scopes),
    },
  )
}

function refuseUnknown(rule: Rule, where: string, settings: Readonly<Record<string, unknown>>): void {
  const known = Object.keys(rule.settings.shape)
  for (const name of Object.keys(settings)) {
    if (known.includes(name)) continue
    throw new AppError(
      'INVALID_INPUT',
      `${where}.${name}: ${rule.id} has no such setting${suggest(name, known)}.`,
    )
  }
  const parsed = rule.settings.safeParse(settings)
  if (parsed.success) return
  const issue = parsed.error.issues[0]
  throw new AppError('INVALID_INPUT', `${where}.${issue?.path.join('.')}: ${issue?.message}.`)
}

const changesQuery = {
  name: 'rules.changes',
  sql: `
    select rule, strftime(changed_at, '%Y-%m-%dT%H:%M:%SZ') as changed_at, actor, settings, exclusions, scopes
    from rule_setting
    order by rule_setting.changed_at, rowid
  `,
  params: z.object({}),
  row: z.object({
    rule: z.string(),
    changed_at: z.string(),
    actor: z.string(),
    settings: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
    exclusions: z.string().transform((text) => z.array(Exclusion).parse(JSON.parse(text))),
    scopes: z.string().transform((text) => z.array(Scope).parse(JSON.parse(text))),
  }),
} satisfies Query<z.ZodType, z.ZodType>
