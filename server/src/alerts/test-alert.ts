import type { Config } from '../config.ts'
import type { Db } from '../db/open.ts'
import type { Ask } from '../queries/ask.ts'
import type { Watched } from './budgets/budget.ts'
import type { Forecasts } from './budgets/budget-forecast.ts'
import { contributorsTo } from './budgets/contributors.ts'
import { periodsBefore } from './budgets/fiscal-period.ts'
import { fixesFor } from './budgets/fixes.ts'
import { judge } from './budgets/judge.ts'
import { ownerOf } from './budgets/owner-of.ts'
import { budgetMessage } from './message/budget-message.ts'
import { channelIsWell } from './outbox/channel-states.ts'
import { record } from './outbox/enqueue.ts'
import { recipientsOf } from './recipients.ts'

export interface TestDeps {
  readonly db: Db
  readonly config: Config
  readonly forecasts: Forecasts
}

/** Makes a sample of a budget's gravest alert, with its figures of today, for all its channels. Returns its id. */
export async function queueTest(ask: Ask, budget: Watched, deps: TestDeps): Promise<string> {
  const { config, forecasts, db } = deps
  const { fiscalYearStart } = config
  const judged = await judge(ask, budget, { forecasts, fiscalYearStart, trial: [] })
  const { standing, period } = judged
  const [before = period] = periodsBefore(period.start, 1, { ...budget, fiscalYearStart })
  const team = config.teams.find(({ id }) => id === budget.team)
  const message = budgetMessage(
    {
      ...ownerOf(budget, team),
      standing,
      contributors: await contributorsTo(ask, budget, period, before),
      fixes: await fixesFor(ask, budget, 2),
      team: team?.name ?? budget.team,
      publicUrl: config.publicUrl,
    },
    {
      rule: 'forecast-100',
      threshold: { percent: 100, on: 'forecast' },
      day: standing.dataThrough ?? ask.state.today,
      watched: true,
    },
  )
  const recipients = recipientsOf(budget, config)
  const now = ask.now.toISOString()
  return db.writer.withTransaction(async (connection) => {
    // A person tries the channels: what is disabled gets another chance.
    for (const channel of recipients) await channelIsWell(connection, channel, now)
    const id = await record(
      connection,
      {
        kind: 'test',
        entity: budget.id,
        rule: 'test',
        period: now,
        revision: null,
        team: budget.team,
        message: {
          ...message,
          kind: 'test',
          severity: 'info',
          title: `Test: ${message.title}`,
          sentence: `Test, nothing has happened. ${message.sentence}`,
        },
        figure: null,
        recipients,
        silent: null,
      },
      now,
    )
    if (id === undefined) throw new Error('two tests in one millisecond')
    return id
  })
}
