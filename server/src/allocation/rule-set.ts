import type { DuckDBConnection } from '@duckdb/node-api'
import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import type { AllocationConfig } from '../config/allocation.ts'
import { Count, type Query, runQuery } from '../db/query.ts'
import { parseFilters } from '../queries/filters.ts'
import { Document } from './document.ts'
import type { Match, RuleSet, SharedRule, TagRequirement, TeamAssignment, VirtualTag } from './model.ts'

interface FileTeam {
  readonly id: string
  readonly name: string
  readonly owner?: string | null
  readonly match: Match
}

/** What the file says of allocation. */
export interface FileRules {
  readonly teams: readonly FileTeam[]
  readonly allocation?: AllocationConfig | undefined
}

/** The rules that hold: those of the file and those of the app, in the one order that was saved last. */
export async function readRuleSet(connection: DuckDBConnection, file: FileRules): Promise<RuleSet> {
  const { version, document } = await readSaved(connection)
  return mergeRules(file, version, document)
}

/** What the app keeps now; version 0 while nobody saved anything. */
export async function readSaved(
  connection: DuckDBConnection,
): Promise<{ readonly version: number; readonly document: Document }> {
  const [saved] = await runQuery(connection, currentQuery, {})
  return { version: saved?.version ?? 0, document: saved?.body ?? Document.parse({}) }
}

/**
 * Puts the two together: rules of the file that the saved order does not name come before all, in the file's order; those
 * that it names and the file lacks are gone.
 */
export function mergeRules(file: FileRules, version: number, saved: Document): RuleSet {
  const known = fileRuleSet(file)
  return {
    version,
    rules: inOrder(known.rules, saved.rules, (rule) => ({ ...rule, match: parseMatch(rule.match) })),
    shared: inOrder(known.shared, saved.shared, (rule) => ({ ...rule, match: parseMatch(rule.match) })),
    virtualTags: inOrder(known.virtualTags, saved.virtualTags, (tag) => ({
      ...tag,
      values: tag.values.map(({ value, match }) => ({ value, match: parseMatch(match) })),
    })),
    tagPolicy: inOrder(known.tagPolicy, saved.tagPolicy, (requirement) => requirement),
  }
}

type FromConfig = Extract<Document['rules'][number], { origin: 'config' }>

interface FromApp {
  readonly origin: 'app'
  readonly key?: string | undefined
  readonly enabled: boolean
  readonly name: string | null
}

/** `finish` gets a rule of the app with its key and a name. */
function inOrder<R extends { readonly key: string; readonly enabled: boolean }, A extends FromApp>(
  ofFile: readonly R[],
  saved: readonly (A | FromConfig)[],
  finish: (rule: A & { readonly key: string; readonly name: string }) => R,
): readonly R[] {
  const byKey = new Map(ofFile.map((rule) => [rule.key, rule]))
  const named = new Set(saved.filter(({ origin }) => origin === 'config').map(({ key }) => key))
  const ordered = saved.flatMap((entry) => {
    if (entry.origin === 'app') return [finish({ ...entry, key: entry.key ?? '', name: entry.name ?? '' })]
    const rule = byKey.get(entry.key)
    return rule === undefined ? [] : [{ ...rule, enabled: entry.enabled }]
  })
  return [...ofFile.filter(({ key }) => !named.has(key)), ...ordered]
}

function fileRuleSet({ teams, allocation }: FileRules): Omit<RuleSet, 'version'> {
  const of = (key: string, name: string | null) =>
    ({ key, origin: 'config', name: name ?? '', enabled: true }) as const
  const rules: TeamAssignment[] = (allocation?.rules ?? []).map(({ id, name, team, match }) => ({
    ...of(`rule:${id}`, name ?? id),
    team,
    match,
  }))
  const ofTeams: TeamAssignment[] = teams
    .filter(({ match }) => match.length > 0)
    .map(({ id, name, match }) => ({ ...of(`team:${id}`, name), team: id, match }))
  const shared: SharedRule[] = (allocation?.shared ?? []).map(({ id, name, match, split }) => ({
    ...of(`shared:${id}`, name ?? id),
    match,
    split,
  }))
  const virtualTags: VirtualTag[] = (allocation?.virtualTags ?? []).map(({ name, values }) => {
    const tag = foldTagKey(name)
    return { ...of(`tag:${tag}`, name), tag, values }
  })
  const tagPolicy: TagRequirement[] = (allocation?.tagPolicy ?? []).map(({ key, allowed }) => {
    const tag = foldTagKey(key)
    return { ...of(`policy:${tag}`, key), tag, allowed }
  })
  return { rules: [...rules, ...ofTeams], shared, virtualTags, tagPolicy }
}

function parseMatch(match: readonly (readonly string[])[]): Match {
  return match.map((list) => parseFilters(list))
}

const currentQuery = {
  name: 'allocation.current',
  sql: `
    select version, body
    from allocation_version
    order by version desc
    limit 1
  `,
  params: z.object({}),
  row: z.object({
    version: Count,
    body: z.string().transform((text) => Document.parse(JSON.parse(text))),
  }),
} satisfies Query<z.ZodType, z.ZodType>
