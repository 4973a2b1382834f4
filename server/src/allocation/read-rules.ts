import type { AllocationMatch, AllocationRulesAnswer, AllocationVersion } from '@outlay/shared/allocation'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../db/query.ts'
import { type AllocationSettings, promotedKeys } from '../ingest/apply/options.ts'
import type { Ask } from '../queries/ask.ts'
import type { Filter } from '../queries/filters.ts'
import type { Match, RuleSet } from './model.ts'
import { readRuleSet } from './rule-set.ts'
import { readTeamNames } from './side-queries.ts'
import { SLOTS, tagSlots } from './tag-slots.ts'

/** Answers `GET /allocation/rules`: every list in the order that holds, and who saved which version when. */
export async function answerRules(
  { connection }: Ask,
  settings: AllocationSettings,
): Promise<AllocationRulesAnswer> {
  const set = await readRuleSet(connection, settings)
  const promoted = promotedKeys(settings.promoted)
  const names = new Map<string, string | null>(await readTeamNames(connection))
  for (const { id, name } of settings.teams) names.set(id, name)
  const slots = tagSlots(promoted, set.virtualTags)
  return {
    data: toTexts(set),
    version: set.version,
    versions: await runQuery(connection, versionsQuery, {}),
    teams: [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.id.localeCompare(b.id)),
    units: (await runQuery(connection, unitsQuery, {})).map(({ unit }) => unit),
    slots: { max: SLOTS, promoted },
    fallback: slots.promoted.has('team') ? 'tag team' : null,
  }
}

function toTexts({ rules, shared, virtualTags, tagPolicy }: RuleSet): AllocationRulesAnswer['data'] {
  return {
    rules: rules.map((rule) => ({ ...rule, match: matchTexts(rule.match) })),
    shared: shared.map((rule) => ({ ...rule, match: matchTexts(rule.match) })),
    virtualTags: virtualTags.map((tag) => ({
      ...tag,
      values: tag.values.map(({ value, match }) => ({ value, match: matchTexts(match) })),
    })),
    tagPolicy,
  }
}

/** As people write it: `dimension:operator:value`. */
export function matchTexts(match: Match): AllocationMatch {
  return match.map((filters) => filters.flatMap(filterTexts))
}

function filterTexts({ dimension, op, values }: Filter): readonly string[] {
  return op === 'absent' ? [`${dimension}:absent`] : values.map((value) => `${dimension}:${op}:${value}`)
}

const versionsQuery = {
  name: 'allocation.versions',
  sql: `
    select version, strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt", actor, note
    from allocation_version
    order by version desc
    limit 100
  `,
  params: z.object({}),
  row: z.object({
    version: Count,
    createdAt: z.string(),
    actor: z.string(),
    note: z.string().nullable(),
  }) satisfies z.ZodType<AllocationVersion>,
} satisfies Query<z.ZodType, z.ZodType>

const unitsQuery = {
  name: 'allocation.units',
  sql: 'select distinct unit from business_unit where team is not null order by unit',
  params: z.object({}),
  row: z.object({ unit: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
