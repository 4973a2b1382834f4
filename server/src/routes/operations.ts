import { isDay } from '@outlay/shared/period'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { requireCommandToken } from '../http/security.ts'
import { readParams } from '../queries/params.ts'
import { baseline } from '../rules/baseline/baseline.ts'
import { BaselineParams } from '../rules/baseline/params.ts'
import { BaselineShape } from './answers/baseline.ts'
import type { AppDeps, OperationDeps } from './deps.ts'
import type { Route } from './route.ts'

const DayText = z.string().refine(isDay, 'must be a day as YYYY-MM-DD')

const CollectBody = z.strictObject({
  sources: z.array(z.string()).default([]),
  since: DayText.optional(),
  until: DayText.optional(),
})

export const operationRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/recommendations/baseline',
    summary: 'The naive yardstick: flat percentages on expensive services',
    params: BaselineParams,
    returns: BaselineShape,
    answer: (ask, { params }) =>
      baseline(ask.connection, {
        ...readParams(BaselineParams, params),
        dataThrough: ask.state.dataThrough,
        clock: () => ask.now,
      }),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/sources/{id}/collect',
    summary: 'Pulls one configured source now',
    handle: collectOne,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/collect',
    summary: 'Pulls configured sources for a command',
    body: CollectBody,
    handle: collect,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/backup',
    summary: 'Writes a verified backup for a command',
    handle: backup,
  },
]

async function collectOne(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const summary = await operationsOf(deps).collect({ sources: [id], since: undefined, until: undefined })
  return context.json(summary ?? null)
}

async function collect(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), deps.access)
  const { sources, since, until } = await readJson(context, CollectBody)
  return context.json((await operationsOf(deps).collect({ sources, since, until })) ?? null)
}

async function backup(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), deps.access)
  return context.json((await operationsOf(deps).backup()) ?? null)
}

function operationsOf({ operations }: AppDeps): OperationDeps {
  if (operations !== undefined) return operations
  throw new AppError('NOT_FOUND', 'This server does no work for commands.')
}
