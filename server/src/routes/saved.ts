import type { DuckDBConnection } from '@duckdb/node-api'
import type { Context } from 'hono'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { readParams } from '../queries/params.ts'
import {
  AnnotationParams,
  addAnnotation,
  deleteAnnotation,
  NewAnnotation,
  readAnnotations,
} from '../saved/annotations.ts'
import { deleteView, NewView, readViews, saveView } from '../saved/saved-views.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

export const savedRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'get',
    path: '/views',
    summary: 'Saved views: the shared ones and those of the asker',
    handle: async (context, deps) =>
      context.json({
        data: await deps.readPool.run((connection) => readViews(connection, actorOf(context))),
      }),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/views',
    summary: 'Keeps a page with its question under a name',
    body: NewView,
    handle: async (context, deps) => {
      const given = await readJson(context, NewView)
      return context.json({ data: await write(deps, (at) => saveView(at, given, stamp(context, deps))) }, 201)
    },
  },
  {
    kind: 'action',
    method: 'delete',
    path: '/views/{id}',
    summary: 'Deletes a saved view; answers what it was',
    handle: async (context, deps) =>
      context.json({ data: await write(deps, (at) => deleteView(at, idOf(context), actorOf(context))) }),
  },
  {
    kind: 'action',
    method: 'get',
    path: '/annotations',
    summary: 'Notes on days',
    params: AnnotationParams,
    handle: async (context, deps) => {
      const asked = readParams(AnnotationParams, new URL(context.req.url).searchParams)
      return context.json({
        data: await deps.readPool.run((connection) => readAnnotations(connection, asked)),
      })
    },
  },
  {
    kind: 'action',
    method: 'post',
    path: '/annotations',
    summary: 'Notes what happened on a day',
    body: NewAnnotation,
    handle: async (context, deps) => {
      const given = await readJson(context, NewAnnotation)
      return context.json(
        { data: await write(deps, (at) => addAnnotation(at, given, stamp(context, deps))) },
        201,
      )
    },
  },
  {
    kind: 'action',
    method: 'delete',
    path: '/annotations/{id}',
    summary: 'Deletes a note; answers what it was',
    handle: async (context, deps) =>
      context.json({ data: await write(deps, (at) => deleteAnnotation(at, idOf(context))) }),
  },
]

function write<T>(deps: AppDeps, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  return deps.db.writer.withTransaction(work)
}

function stamp(context: Context<AppEnv>, deps: AppDeps) {
  return {
    actor: actorOf(context),
    now: deps
      .clock()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  }
}

function idOf(context: Context<AppEnv>): string {
  return context.req.param('id') ?? ''
}
