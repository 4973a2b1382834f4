import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { isTold } from '../queries/dimension-sql.ts'
import { type Filter, parseFilters } from '../queries/filters.ts'
import { slug, timezone } from './fields.ts'

/** At most this many tag keys have a column of their own in the daily facts. */
const PROMOTED_MAX = 8

export const tags = z
  .strictObject({
    /** Tag keys that get a column of their own; case and a prefix like `user:` do not matter. */
    promote: z
      .array(z.string().trim().min(1))
      .max(PROMOTED_MAX, `at most ${PROMOTED_MAX} tag keys can be promoted`)
      .refine((keys) => new Set(keys.map(foldTagKey)).size === keys.length, 'a tag key is there twice')
      .default(['team', 'env', 'app', 'cost-center']),
  })
  .prefault({})

/**
 * What belongs to a team: any of the entries, each one filter `dim:op:value` or a list of filters that must all hold.
 * Within one list, repeats of a dimension and operator are alternatives, as in the API.
 */
export const match = z.array(z.unknown().transform((value, context) => readFilters(value, context, false)))

/** The same where filters by team mean something: costs that have a team already. */
export const matchWithTeams = z.array(
  z.unknown().transform((value, context) => readFilters(value, context, true)),
)

export const teams = z.array(
  z.strictObject({
    id: slug,
    name: z.string().trim().min(1),
    owner: z.string().nullable().default(null),
    /** The owner's member id in Slack, whom critical alerts mention. */
    ownerSlack: z
      .string()
      .regex(/^[UW][A-Z0-9]{4,30}$/, 'a member id of Slack is needed, like U0123ABCD')
      .nullable()
      .default(null),
    email: z.email('an e-mail address is needed').nullable().default(null),
    slack: z.string().nullable().default(null),
    timezone,
    match: match.default([]),
  }),
)

function readFilters(value: unknown, context: z.RefinementCtx, withTeams: boolean): readonly Filter[] {
  const texts = z
    .array(z.string())
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value])
  if (!texts.success) return refuse(context, 'use one "dimension:operator:value" or a list of them')
  try {
    const filters = parseFilters(texts.data)
    const late = filters.find(({ dimension }) => dimension === 'team' || isTold(dimension))
    if (!withTeams && late !== undefined)
      return refuse(context, `a team cannot be matched by ${late.dimension}`)
    return filters
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse(context, error.message.replace(/\.$/, ''))
  }
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
