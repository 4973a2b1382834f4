import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { isTold } from '../queries/dimension-sql.ts'
import { parseFilters } from '../queries/filters.ts'
import { SplitInput } from './splits.ts'

/** Bounds that keep one SQL text readable for the database. */
const RULES_MAX = 500
const FILTERS_MAX = 500

const Name = z.string().trim().min(1).max(200)
const Value = z.string().trim().min(1).max(256)
const Key = z.string().trim().min(1).max(128).transform(foldTagKey)
const Id = z.string().regex(/^[\w.:-]{1,160}$/)

/** Any of the lists of `dimension:operator:value`, of which every one must hold. */
const matchOf = (withTeams: boolean) =>
  z
    .array(z.array(z.string()).min(1).max(FILTERS_MAX))
    .min(1)
    .max(50)
    .superRefine((lists, context) => {
      for (const list of lists) refuseFilters(list, withTeams, context)
    })

const Match = matchOf(false)

/** A rule of the file: only its place and whether it is on are kept, the rest stays with the file. */
const FromConfig = z.strictObject({
  origin: z.literal('config'),
  key: Id,
  enabled: z.boolean().default(true),
})

const fromApp = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({
    origin: z.literal('app'),
    /** Left out for a new one. */
    key: Id.optional(),
    enabled: z.boolean().default(true),
    name: Name.nullable().default(null),
    ...shape,
  })

const list = <S extends z.ZodRawShape>(shape: S) =>
  z.array(z.discriminatedUnion('origin', [FromConfig, fromApp(shape)])).max(RULES_MAX)

/** What the app keeps: every list in the order that holds, the rules of the file by name. */
export const Document = z.strictObject({
  rules: list({ team: Value.max(100), match: Match }).default([]),
  shared: list({ match: matchOf(true), split: SplitInput }).default([]),
  virtualTags: list({
    tag: Key,
    values: z
      .array(z.strictObject({ value: Value, match: Match }))
      .min(1)
      .max(RULES_MAX),
  }).default([]),
  tagPolicy: list({
    tag: Key,
    allowed: z.array(Value).min(1).max(RULES_MAX).nullable().default(null),
  }).default([]),
})

export type Document = z.output<typeof Document>

function refuseFilters(texts: readonly string[], withTeams: boolean, context: z.RefinementCtx): void {
  const fault = filterFault(texts, withTeams)
  if (fault !== null) context.addIssue({ code: 'custom', message: fault })
}

function filterFault(texts: readonly string[], withTeams: boolean): string | null {
  try {
    const filters = parseFilters(texts)
    if (withTeams) return null
    const late = filters.find(({ dimension }) => dimension === 'team' || isTold(dimension))
    return late === undefined ? null : `what decides the team cannot be matched by ${late.dimension}`
  } catch (error) {
    if (error instanceof AppError) return error.message.replace(/\.$/, '')
    throw error
  }
}
