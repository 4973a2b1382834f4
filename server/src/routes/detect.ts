import type { Context } from 'hono'
import { readCreditPools } from '../commitments/promises/credit-pools.ts'
import { AnomalyChange, changeAnomaly } from '../detect/anomalies/change-anomaly.ts'
import { AnomaliesParams, readAnomalies } from '../detect/anomalies/read-anomalies.ts'
import { readDetail } from '../detect/anomalies/read-detail.ts'
import { MarksParams, readMarks } from '../detect/anomalies/read-marks.ts'
import { answerForecast, ForecastParams, toForecastQuestion } from '../detect/forecast/answer-forecast.ts'
import { isKept, keepForecast } from '../detect/forecast/keep-forecast.ts'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { withAsk } from '../queries/ask.ts'
import { ForecastShape, MarksShape } from './answers/detect.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

export const detectRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/forecast',
    summary:
      'Forecast of a scope by day with 80 and 95 % intervals, its month end, and how far earlier ones were off',
    params: ForecastParams,
    returns: ForecastShape,
    async answer(ask, { params }, deps) {
      const answer = await answerForecast(ask, params, (asked) =>
        readCreditPools(asked, deps.promises?.credits ?? []),
      )
      const question = toForecastQuestion(ask, params)
      if (
        answer.state === 'ready' &&
        !params.has('start') &&
        !(await isKept(ask.connection, question, answer))
      ) {
        const stamp = { now: ask.now.toISOString(), dataVersion: ask.state.dataVersion }
        await deps.db.writer.withTransaction((writing) => keepForecast(writing, question, answer, stamp))
      }
      return answer
    },
  },
  {
    kind: 'action',
    method: 'get',
    path: '/anomalies',
    summary: 'What is unusual, the largest first; the detectors run first where the bill has changed',
    params: AnomaliesParams,
    handle: list,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/anomalies/marks',
    summary: 'What goes on in a period as marks for a chart: day, title and excess, as the detectors left it',
    params: MarksParams,
    returns: MarksShape,
    handle: marks,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/anomalies/{id}',
    summary: 'One anomaly with the 60 days around it, its expected band, causes and history',
    handle: one,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/anomalies/{id}',
    summary: 'Acknowledges, resolves, assigns, classifies, snoozes or annotates an anomaly',
    body: AnomalyChange,
    handle: patch,
  },
]

async function list(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const params = new URL(context.req.url).searchParams
  await deps.detectors.refresh()
  return context.json(await deps.readPool.run((connection) => readAnomalies(connection, params)))
}

async function marks(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const params = new URL(context.req.url).searchParams
  return context.json(await deps.readPool.run((connection) => readMarks(connection, params)))
}

async function one(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  await deps.detectors.refresh()
  const found = await deps.readPool.run((connection) =>
    withAsk(connection, deps.clock(), (ask) => readDetail(ask, id)),
  )
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no anomaly "${id}".`)
  return context.json({ data: found })
}

async function patch(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const change = await readJson(context, AnomalyChange)
  const id = context.req.param('id') ?? ''
  const stamp = { actor: actorOf(context), now: deps.clock().toISOString() }
  const data = await deps.db.writer.withTransaction((connection) =>
    changeAnomaly(connection, id, change, stamp),
  )
  return context.json({ data })
}
