import { randomUUID } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { isDay } from '@outlay/shared/period'
import type { Annotation } from '@outlay/shared/saved'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'

const day = z.string().refine(isDay, { error: 'must be a day as YYYY-MM-DD' })

export const NewAnnotation = z.strictObject({
  day,
  text: z.string().trim().min(1).max(500),
  team: z.string().max(200).nullable().default(null),
  provider: z.string().max(60).nullable().default(null),
})
export type NewAnnotation = z.output<typeof NewAnnotation>

/** Days asked for, end exclusive; without them every annotation. */
export const AnnotationParams = z.strictObject({ start: day.optional(), end: day.optional() })

const annotationsQuery = {
  name: 'saved.annotations',
  sql: `
    select id, day::varchar as day, text, team, provider, author,
      strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt"
    from annotation
    where ($start is null or day >= $start::date) and ($end is null or day < $end::date)
    order by annotation.day, created_at, id`,
  params: z.object({ start: z.string().nullable(), end: z.string().nullable() }),
  row: z.object({
    id: z.string(),
    day: z.string(),
    text: z.string(),
    team: z.string().nullable(),
    provider: z.string().nullable(),
    author: z.string(),
    createdAt: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Notes on the days of `[start, end)`, in order. */
export function readAnnotations(
  connection: DuckDBConnection,
  { start, end }: z.output<typeof AnnotationParams>,
): Promise<Annotation[]> {
  return runQuery(connection, annotationsQuery, { start: start ?? null, end: end ?? null })
}

export async function addAnnotation(
  connection: DuckDBConnection,
  given: NewAnnotation,
  stamp: { readonly actor: string; readonly now: string },
): Promise<Annotation> {
  const id = randomUUID()
  await connection.run(
    'insert into annotation values ($id, $day::date, $text, $team, $provider, $actor, $now::timestamp)',
    { id, ...given, ...stamp },
  )
  return { id, ...given, author: stamp.actor, createdAt: stamp.now }
}

/** @throws NOT_FOUND for an annotation that is not there */
export async function deleteAnnotation(connection: DuckDBConnection, id: string): Promise<Annotation> {
  const found = (await readAnnotations(connection, {})).find((each) => each.id === id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no annotation "${id}".`)
  await connection.run('delete from annotation where id = $id', { id })
  return found
}
