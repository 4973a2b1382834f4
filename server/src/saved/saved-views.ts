import { randomUUID } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { SavedView } from '@outlay/shared/saved'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'

const VIEWS_MAX = 1000

/** A page of this Outlay and its query; never another site. */
export const NewView = z.strictObject({
  name: z.string().trim().min(1).max(100),
  path: z.string().regex(/^\/(?!\/)[\w/-]{0,100}$/, 'is a page of Outlay, like /explore'),
  search: z
    .string()
    .max(4000)
    .regex(/^[^?#\s]*$/, 'is a query as the address bar holds it, without the question mark'),
  shared: z.boolean().default(true),
})
export type NewView = z.output<typeof NewView>

const viewsQuery = {
  name: 'saved.views',
  sql: `
    select id, name, path, search, owner, shared, strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt"
    from saved_view
    where shared or owner = $actor
    order by lower(name), id`,
  params: z.object({ actor: z.string() }),
  row: z.object({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    search: z.string(),
    owner: z.string(),
    shared: z.boolean(),
    createdAt: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** What is shared, and what `actor` keeps for themselves; by name. */
export function readViews(connection: DuckDBConnection, actor: string): Promise<SavedView[]> {
  return runQuery(connection, viewsQuery, { actor })
}

/** Keeps a view. @throws CONFLICT for a name that the same person has given already, or when there are too many */
export async function saveView(
  connection: DuckDBConnection,
  given: NewView,
  stamp: { readonly actor: string; readonly now: string },
): Promise<SavedView> {
  const known = await readViews(connection, stamp.actor)
  if (known.length >= VIEWS_MAX) {
    throw new AppError('CONFLICT', `There are ${VIEWS_MAX} saved views already; delete some first.`)
  }
  if (known.some(({ name, owner }) => name === given.name && owner === stamp.actor)) {
    throw new AppError(
      'CONFLICT',
      `You have a view "${given.name}" already; choose another name or delete it.`,
    )
  }
  const id = randomUUID()
  await connection.run(
    'insert into saved_view values ($id, $name, $path, $search, $actor, $shared, $now::timestamp)',
    { id, ...given, ...stamp },
  )
  return { id, ...given, owner: stamp.actor, createdAt: stamp.now }
}

/** @throws NOT_FOUND for a view that is not there, or is private to another */
export async function deleteView(
  connection: DuckDBConnection,
  id: string,
  actor: string,
): Promise<SavedView> {
  const view = (await readViews(connection, actor)).find((each) => each.id === id)
  if (view === undefined) throw new AppError('NOT_FOUND', `There is no saved view "${id}".`)
  await connection.run('delete from saved_view where id = $id', { id })
  return view
}
