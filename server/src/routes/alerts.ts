import type { Context } from 'hono'
import { AlertChange, changeAlert } from '../alerts/change-alert.ts'
import { dryRun } from '../alerts/decide/dry-run.ts'
import { Interaction, interact } from '../alerts/interactions/interaction.ts'
import { isFromSlack } from '../alerts/interactions/slack-signature.ts'
import { AlertsParams, answerAlert, answerAlerts } from '../alerts/read-alerts-answer.ts'
import { answerSamples } from '../alerts/samples-answer.ts'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { AlertsShape, OneAlertShape, SamplesShape } from './answers/alerts.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

export const alertRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/alerts',
    returns: AlertsShape,
    summary: 'Alerts with their deliveries, newest first, and how the channels are',
    params: AlertsParams,
    answer: ({ connection, now }, { params }, { alerting }) =>
      answerAlerts(connection, params, { config: alerting.config, notifiers: alerting.notifiers, now }),
  },
  {
    kind: 'question',
    path: '/alerts/samples',
    returns: SamplesShape,
    summary: 'Every kind of message as Slack gets it, with the figures of an example',
    answer: ({ connection }, _request, { alerting }) => answerSamples(connection, alerting.config.publicUrl),
  },
  {
    kind: 'question',
    path: '/alerts/{id}',
    returns: OneAlertShape,
    summary: 'One alert, and its message as Slack shows it',
    answer: ({ connection }, { path }) => answerAlert(connection, path('id')),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/alerts/dry-run',
    summary: 'What would be told now; nothing is kept',
    handle: tryOut,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/alerts/{id}',
    summary: 'Acknowledges, snoozes or opens an alert again',
    body: AlertChange,
    handle: patch,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/slack/interactions',
    summary: 'What Slack sends when a button of a message is pressed; signed with SLACK_SIGNING_SECRET',
    handle: slack,
  },
]

async function tryOut(context: Context<AppEnv>, { alerting, db, clock }: AppDeps): Promise<Response> {
  const { config, forecasts } = alerting
  return context.json(await dryRun({ db, config, forecasts, clock }))
}

async function patch(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const change = await readJson(context, AlertChange)
  const stamp = { actor: actorOf(context), now: deps.clock() }
  await deps.db.writer.withTransaction((connection) => changeAlert(connection, id, change, stamp))
  deps.alerting.poke()
  return context.json(await deps.readPool.run((connection) => answerAlert(connection, id)))
}

/** Answers before the message is changed: Slack waits three seconds at most. */
async function slack(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { alerting, db, clock, log } = deps
  const body = await context.req.text()
  const signed = {
    body,
    timestamp: context.req.header('x-slack-request-timestamp'),
    signature: context.req.header('x-slack-signature'),
  }
  if (alerting.signingSecret === undefined || !isFromSlack(signed, alerting.signingSecret, clock()))
    throw new AppError('FORBIDDEN', 'The request is not signed by Slack within the last five minutes.')
  const parsed = Interaction.safeParse(payloadOf(body))
  if (parsed.success) {
    db.writer
      .withTransaction((connection) => interact(connection, parsed.data, clock()))
      .then(alerting.poke, (error: unknown) => log.error({ err: error }, 'a Slack button failed'))
  }
  return context.body(null, 200)
}

function payloadOf(body: string): unknown {
  try {
    return JSON.parse(new URLSearchParams(body).get('payload') ?? '')
  } catch {
    return undefined
  }
}
