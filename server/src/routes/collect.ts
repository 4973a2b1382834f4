import { isDay } from '@outlay/shared/period'
import type { Context } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { requireCommandToken } from '../http/security.ts'
import { answerSources } from '../queries/sources.ts'
import { JobShape, SourcesShape } from './answers/collect.ts'
import type { AppDeps } from './deps.ts'
import { operationsOf } from './operations.ts'
import type { Route } from './route.ts'

const DayText = z.string().refine(isDay, 'must be a day as YYYY-MM-DD')

const CollectBody = z.strictObject({
  sources: z.array(z.string()).default([]),
  since: DayText.optional(),
  until: DayText.optional(),
})

export const collectRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/sources',
    summary: 'Sources, what they delivered, and what their collectors are doing',
    returns: SourcesShape,
    stamp: ({ operations }) => operations?.collecting.stamp() ?? '',
    answer: async (ask, _, { operations }) => ({
      ...(await answerSources(ask)),
      collecting: (await operations?.collecting.states()) ?? [],
    }),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/sources/{id}/collect',
    summary: 'Starts to pull one configured source; its progress is in GET /sources',
    returns: JobShape,
    handle: collectOne,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/collect',
    summary: 'Starts to pull configured sources for a command',
    body: CollectBody,
    returns: JobShape,
    handle: collect,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/collect/{job}',
    summary: 'How far a started collect is, and what came of it',
    returns: JobShape,
    handle: jobState,
  },
]

async function collectOne(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const request = { sources: [id], since: undefined, until: undefined }
  return context.json(await operationsOf(deps).collecting.start(request), 202)
}

async function collect(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), deps.access)
  const { sources, since, until } = await readJson(context, CollectBody)
  return context.json(await operationsOf(deps).collecting.start({ sources, since, until }), 202)
}

async function jobState(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), deps.access)
  return context.json(await operationsOf(deps).collecting.job(context.req.param('job') ?? ''))
}
