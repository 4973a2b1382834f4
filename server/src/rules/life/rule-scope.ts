import type { DuckDBConnection } from '@duckdb/node-api'
import type { RuleMatch } from '@outlay/shared/recommendations'
import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import type { CandidateBase } from '../rule.ts'

/** Folded tags of resources on their last day, `key=value` each; empty where no setting asks for tags. */
export type TagsOf = ReadonlyMap<string, ReadonlySet<string>>

/** True when a candidate has all that a scope or an exclusion names; of several resources, each must have the tag. */
export function matchesScope(candidate: CandidateBase, match: RuleMatch, tags: TagsOf): boolean {
  const { provider, subAccount, resource, team, tag } = match
  return (
    (provider === undefined || provider === candidate.provider) &&
    (subAccount === undefined || subAccount === candidate.sub_account) &&
    (team === undefined || team === candidate.team) &&
    (resource === undefined || candidate.resource_ids.includes(resource)) &&
    (tag === undefined || hasTag(candidate, tag, tags))
  )
}

function hasTag({ resource_ids }: CandidateBase, tag: string, tags: TagsOf): boolean {
  const wanted = foldTag(tag)
  return resource_ids.length > 0 && resource_ids.every((id) => tags.get(id)?.has(wanted) === true)
}

function foldTag(tag: string): string {
  const [key = '', ...value] = tag.split('=')
  return `${foldTagKey(key)}=${value.join('=')}`
}

/** Reads the tags of resources from `usage_line`; run it after the relations stand. */
export async function readTags(connection: DuckDBConnection): Promise<TagsOf> {
  const reader = await connection.runAndReadAll(
    `select resource, map_keys(arg_max(tags, day)) as keys, map_values(arg_max(tags, day)) as "values"
     from usage_line
     where resource is not null and tags is not null and cardinality(tags) > 0
     group by resource`,
  )
  const rows = z.array(TagRow).parse(reader.getRowObjectsJson())
  return new Map(
    rows.map(({ resource, keys, values }) => [
      resource,
      new Set(keys.map((key, index) => `${foldTagKey(key)}=${values[index] ?? ''}`)),
    ]),
  )
}

const TagRow = z.object({
  resource: z.string(),
  keys: z.array(z.string()),
  values: z.array(z.string().nullable()),
})
