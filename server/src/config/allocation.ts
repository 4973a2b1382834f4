import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import { SplitInput } from '../allocation/splits.ts'
import { slug } from './fields.ts'
import { match, matchWithTeams } from './teams.ts'

const name = z.string().trim().min(1).max(200).nullable().default(null)
const tagKey = z.string().trim().min(1).max(128)
const value = z.string().trim().min(1).max(256)

/** Rules of allocation beside those of `teams[].match`; the app adds its own and may move them. */
export const allocation = z
  .strictObject({
    /** Before the lists of `teams`: what matches belongs to the team, the first one wins. */
    rules: z.array(z.strictObject({ id: slug, name, team: value, match: match.min(1) })).default([]),
    /** Costs that several teams bear, and how they are divided. */
    shared: z
      .array(z.strictObject({ id: slug, name, match: matchWithTeams.min(1), split: SplitInput }))
      .default([]),
    /** Tags that the bill lacks; they are used as `tag:<name>`. */
    virtualTags: z
      .array(
        z.strictObject({
          name: tagKey,
          values: z.array(z.strictObject({ value, match: match.min(1) })).min(1),
        }),
      )
      .default([]),
    /** Tags that every resource needs, and the values that are accepted. */
    tagPolicy: z
      .array(z.strictObject({ key: tagKey, allowed: z.array(value).min(1).nullable().default(null) }))
      .default([]),
  })
  .superRefine((config, context) => {
    refuseRepeats(
      'rules',
      config.rules.map(({ id }) => id),
      context,
    )
    refuseRepeats(
      'shared',
      config.shared.map(({ id }) => id),
      context,
    )
    refuseRepeats(
      'virtualTags',
      config.virtualTags.map((tag) => foldTagKey(tag.name)),
      context,
    )
    refuseRepeats(
      'tagPolicy',
      config.tagPolicy.map(({ key }) => foldTagKey(key)),
      context,
    )
  })
  .prefault({})

export type AllocationConfig = z.output<typeof allocation>

function refuseRepeats(list: string, keys: readonly string[], context: z.RefinementCtx): void {
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) < index)
      context.addIssue({ code: 'custom', path: [list, index], message: `"${key}" is there already` })
  }
}
