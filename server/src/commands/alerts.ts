import type { AlertsAnswer } from '@outlay/shared/alerts'
import { createForecasts } from '../alerts/budgets/budget-forecast.ts'
import { decide } from '../alerts/decide/decide.ts'
import { type DryRun, dryRun } from '../alerts/decide/dry-run.ts'
import { createNotifiers } from '../alerts/notifiers/registry.ts'
import { answerAlerts } from '../alerts/read-alerts-answer.ts'
import { readCreditPools } from '../commitments/promises/credit-pools.ts'
import type { Db } from '../db/open.ts'
import { createDetectorRunner } from '../detect/run-detectors.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { textTable } from './table.ts'

/** Alerts and how they were delivered; a running server decides and sends by itself. */
export const alertsCommand = defineCommand({
  name: 'alerts',
  summary: 'Decides alerts and lists them with their deliveries; --dry-run only says what would be told',
  usage: '[--dry-run]',
  options: { 'dry-run': { type: 'boolean' } },
  async run(context, flags) {
    const isDry = flags['dry-run'] === true
    const answer = await onDataFolder<AlertsAnswer | DryRun>(context, {
      viaServer: async (server) =>
        (await askServer(
          server,
          isDry ? 'POST' : 'GET',
          isDry ? '/api/v1/alerts/dry-run' : '/api/v1/alerts',
        )) as AlertsAnswer | DryRun,
      direct: (db) => (isDry ? wouldTell(db, context) : decided(db, context)),
    })
    context.print(context.json ? JSON.stringify(answer) : describe(answer))
    return 0
  },
})

/** What is queued leaves when a server runs on the folder. */
async function decided(db: Db, context: CommandContext): Promise<AlertsAnswer> {
  const { config, clock, env, dataDir, log } = context
  await createDetectorRunner(db, clock).refresh()
  await decide({
    db,
    config,
    clock,
    forecasts: createForecasts((ask) => readCreditPools(ask, config.credits)),
  })
  const notifiers = createNotifiers({ config, env, dataDir, log, clock })
  const connection = await db.connect()
  try {
    return await answerAlerts(connection, new URLSearchParams(), { config, notifiers, now: clock() })
  } finally {
    connection.closeSync()
  }
}

async function wouldTell(db: Db, { config, clock }: CommandContext): Promise<DryRun> {
  await createDetectorRunner(db, clock).refresh()
  return dryRun({
    db,
    config,
    clock,
    forecasts: createForecasts((ask) => readCreditPools(ask, config.credits)),
  })
}

function describe(answer: AlertsAnswer | DryRun): string {
  if ('wouldTell' in answer) {
    const rows = answer.wouldTell.map(({ message, recipients, silent }) => [
      silent === null ? recipients.join(', ') : 'nobody',
      message.sentence,
      silent ?? '',
    ])
    return rows.length === 0 ? 'Nothing new would be told.' : textTable(['to', 'what', 'why not'], rows)
  }
  const rows = answer.data.map(({ createdAt, state, message, deliveries, reason }) => [
    createdAt,
    state,
    message.title,
    deliveries.map((each) => `${each.channel} ${each.state}`).join(', ') || (reason ?? ''),
  ])
  const channels = answer.meta.channels.map(({ id, state, waiting }) => `${id} ${state}, ${waiting} waiting`)
  return [
    rows.length === 0 ? 'No alert yet.' : textTable(['when', 'state', 'what', 'delivered'], rows),
    `Channels: ${channels.join('; ')}.`,
  ].join('\n')
}
