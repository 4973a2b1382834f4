import type { Context } from 'hono'
import { AppError } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { requireCommandToken } from '../http/security.ts'
import { readParams } from '../queries/params.ts'
import { baseline } from '../rules/baseline/baseline.ts'
import { BaselineParams } from '../rules/baseline/params.ts'
import { BaselineShape } from './answers/baseline.ts'
import type { AppDeps, OperationDeps } from './deps.ts'
import type { Route } from './route.ts'

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
    path: '/backup',
    summary: 'Writes a verified backup for a command',
    handle: backup,
  },
]

async function backup(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  requireCommandToken(context.req.header('authorization'), deps.access)
  return context.json((await operationsOf(deps).backup()) ?? null)
}

/** @throws NOT_FOUND for an app without a data folder of its own */
export function operationsOf({ operations }: AppDeps): OperationDeps {
  if (operations !== undefined) return operations
  throw new AppError('NOT_FOUND', 'This server does no work for commands.')
}
