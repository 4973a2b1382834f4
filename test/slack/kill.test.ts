import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '@outlay/server/alerts/outbox/enqueue'
import { openDb } from '@outlay/server/db/open'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServer } from '../start-server.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'

const ALERTS = 1000
const KILLS = 6

let slack: FakeSlack
let root: string

beforeEach(async () => {
  slack = await startFakeSlack()
  root = mkdtempSync(join(tmpdir(), 'outlay-alert-kill-'))
})

afterEach(async () => {
  await slack.close()
  rmSync(root, { recursive: true, force: true })
})

/** Alerts as a decision leaves them, each for a channel of its own, so that none waits for another. */
async function queueAlerts(data: string): Promise<void> {
  const db = await openDb(data)
  await db.writer.withTransaction(async (connection) => {
    for (let index = 0; index < ALERTS; index += 1) {
      await record(
        connection,
        {
          ...{ kind: 'test', entity: `budget-${index}`, rule: 'test', period: '2026-11', revision: null },
          ...{ team: null, figure: null, silent: null, recipients: [`slack:#c${index}`] },
          message: {
            ...{ kind: 'test', severity: 'warning', title: `Alert ${index}`, sentence: `Alert ${index}.` },
            ...{ headline: `Alert ${index}`, lines: [], fields: [], fixes: [], footer: 'test' },
            open: { label: 'Open', url: null },
          },
        },
        '2026-11-23T10:00:00.000Z',
      )
    }
  })
  await db.close()
}

test(`${ALERTS} alerts with ${KILLS} kills of the server: each arrives, at most one repetition a kill`, async () => {
  const data = join(root, 'data')
  const config = join(root, 'outlay.config.yaml')
  writeFileSync(config, `channels: { slack: { channel: "#finops", endpoint: "${slack.api}" } }\n`)
  await queueAlerts(data)
  const arrived = () => new Set(slack.messages.map(({ id }) => id)).size
  const env = { SLACK_BOT_TOKEN: 'xoxb-1' }
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const goal = Math.floor((ALERTS * kill) / (KILLS + 2) + Math.random() * 40)
    const server = await startServer(['--data-dir', data, '--config', config], env)
    await expect.poll(arrived, { timeout: 60_000, interval: 3 }).toBeGreaterThan(goal)
    await server.stop('SIGKILL')
  }
  const last = await startServer(['--data-dir', data, '--config', config], env)

  await expect.poll(arrived, { timeout: 80_000, interval: 20 }).toBe(ALERTS)

  await last.stop()
  const channels = new Set(slack.messages.map(({ channel }) => channel))
  expect(channels.size).toBe(ALERTS)
  expect(slack.messages.length - ALERTS).toBeLessThanOrEqual(KILLS)
  const db = await openDb(data)
  const connection = await db.connect()
  const reader = await connection.runAndReadAll(
    'select state, count(*)::integer as rows from outbox group by state',
  )
  connection.closeSync()
  await db.close()
  expect(reader.getRowObjectsJson()).toEqual([{ state: 'sent', rows: ALERTS }])
})
