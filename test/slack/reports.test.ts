import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertsBed } from '@outlay/server/alerts/test-kit'
import { openDb } from '@outlay/server/db/open'
import { answerRun } from '@outlay/server/reports/answer-run'
import { sendReport } from '@outlay/server/reports/send-report'
import { knowSchedules, openReportsBed, reportingOf } from '@outlay/server/reports/test-kit'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { weekOf } from '@outlay/shared/report-periods'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runHere } from '../run-here.ts'
import { startServer } from '../start-server.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { type MailSink, startMailSink } from './mail-sink.ts'

/** A report on its way through the real client libraries to servers on loopback. */
let slack: FakeSlack
let mail: MailSink
let bed: AlertsBed

beforeAll(async () => {
  ;[slack, mail] = await Promise.all([startFakeSlack(), startMailSink()])
  bed = await openReportsBed(`
channels:
  slack: { channel: "#finops", endpoint: "${slack.api}" }
  email: { host: 127.0.0.1, port: ${mail.port}, from: outlay@example.com, fallback: last@example.com }
`)
  await knowSchedules(bed.db, '2026-11-17', ['search-weekly', 'company'])
})

afterAll(async () => {
  await bed.close()
  await Promise.all([slack.close(), mail.close()])
})

const alerting = () => bed.alerting({ env: { SLACK_BOT_TOKEN: 'xoxb-1' } })
const ofReports = () => slack.messages.filter(({ text }) => text.includes('week 47'))
const headOf = (raw: string) => (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ')

test('a report arrives as blocks that Slack takes and as a mail of text and HTML, once each', async () => {
  await reportingOf(bed, bed).check()
  mail.refusals.push(451)
  await alerting().tick()
  bed.now = new Date(bed.now.getTime() + 3_600_000)
  await alerting().tick()
  await reportingOf(bed, bed).check()
  await alerting().tick()

  expect(ofReports()).toHaveLength(1)
  expect(ofReports()[0]?.channel).toBe('C-finops')
  expect(ofReports()[0]?.blocks.find(({ type }) => type === 'data_visualization')).toMatchObject({
    title: 'Daily cost, last 14 days',
    chart: { series: [{ name: 'week 47' }, { name: 'week 46' }] },
  })
  expect(JSON.stringify(ofReports()[0]?.blocks)).toContain(
    'https://outlay.example/reports/company/runs/2026-W47',
  )
  const [own] = mail.mails.filter(
    ({ to, raw }) => to.includes('search@example.com') && raw.includes('search-weekly'),
  )
  const head = headOf(own?.raw ?? '')
  expect(head).toMatch(/^content-type: multipart\/alternative/im)
  expect(head).toMatch(/^date: \w{3}, \d\d \w{3} \d{4} [\d:]+ \+0[12]00$/im)
  expect(head).toMatch(/^references: <thread_\w+@outlay>/im)
  const leave = /^list-unsubscribe: <(\S+)>/im.exec(head)?.[1] ?? ''
  expect(leave).toMatch(/^https:\/\/outlay\.example\/api\/v1\/unsubscribe\/[\w-]+\.[\w-]+$/)
  expect(head).toMatch(/^list-unsubscribe-post: List-Unsubscribe=One-Click/im)
  expect((own?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(`Unsubscribe: ${leave}`)
  expect(own?.raw).toMatch(/content-type: text\/plain/i)
  expect(own?.raw).toMatch(/content-type: text\/html/i)
  const ids = mail.mails.map(({ raw }) => /^message-id: (\S+)/im.exec(headOf(raw))?.[1])
  expect(new Set(ids).size).toBe(ids.length)
})

test('nobody but the company is told of two teams', () => {
  const ofSearch = mail.mails.filter(({ to }) => to.includes('search@example.com')).map(({ raw }) => raw)

  expect(ofSearch.length).toBeGreaterThan(0)
  expect(ofSearch.join('\n')).not.toMatch(/Ads-Compute|Ads-Queue|777\.77|ads used/)
})

test('a workspace without charts gets the same figures as text', async () => {
  slack.refusesCharts = true
  const reporting = reportingOf(bed, bed)
  const run = await sendReport(
    { report: 'company', period: '2026-W47' },
    { db: bed.db, reporting, clock: () => bed.now },
  )
  await alerting().tick()
  slack.refusesCharts = false

  const { model } = await reportOf('company', run)
  const said = JSON.stringify(slack.messages.at(-1)?.blocks)
  const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
  expect(said).not.toContain('data_visualization')
  for (const { cost } of model.spend.days) expect(said).toContain(` ${short.format(Number(cost))}`)
})

test('a server that is killed between the decision and the message tells it after the next start, once', async () => {
  const root = mkdtempSync(join(tmpdir(), 'outlay-report-kill-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const data = join(root, 'data')
  const config = join(root, 'outlay.config.yaml')
  writeFileSync(config, `channels: { slack: { channel: "#kill", endpoint: "${slack.api}" } }\n${SCHEDULE}`)
  await fill(data)
  const asked = slack.calls.length
  const arrived = () => slack.messages.filter(({ text }) => text.includes('The company spent $87.50 in'))
  const args = ['--data-dir', data, '--config', config]
  slack.troubles.push('hang', 'hang', 'hang')

  const dying = await startServer(args, { SLACK_BOT_TOKEN: 'xoxb-1' })
  await expect.poll(() => slack.calls.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(asked)
  await dying.stop('SIGKILL')
  expect(arrived()).toEqual([])
  slack.troubles.splice(0)
  const next = await startServer(args, { SLACK_BOT_TOKEN: 'xoxb-1' })
  await expect.poll(() => arrived().length, { timeout: 60_000, interval: 20 }).toBe(1)
  await next.stop()
  const last = await startServer(args, { SLACK_BOT_TOKEN: 'xoxb-1' })
  const answer = await fetch(`${last.url}/api/v1/reports`)
  await last.stop()

  const { data: cards } = (await answer.json()) as ReportsAnswer
  const runs = cards.find(({ id }) => id === 'killed')?.runs ?? []
  expect(runs).toHaveLength(1)
  expect(runs[0]?.deliveries.map(({ state }) => state)).toEqual(['sent'])
  expect(arrived()).toHaveLength(1)
})

/** Due at the beginning of this week. */
const SCHEDULE = 'reports: [{ id: killed, type: weekly, day: monday, time: "00:00" }]'

const HEADER =
  'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ProviderName'

/** A bill of forty days that arrived now, and a schedule that has been known since the week began. */
async function fill(data: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: 40 }, (_, index) => addDays(today, index - 40))
  const lines = days.map((day) => {
    const times = [monthStart(day), monthStart(day, 1), day, addDays(day, 1)].map(
      (each) => `${each}T00:00:00Z`,
    )
    return ['12.5,12.5,payer,USD', ...times, 'Usage,Compute,AWS'].join(',')
  })
  const bill = `${data}.csv`
  writeFileSync(bill, `${[HEADER, ...lines].join('\n')}\n`)
  const ran = await runHere(['import', bill, '--data-dir', data])
  if (ran.code !== 0) throw new Error(ran.err)
  const db = await openDb(data)
  await knowSchedules(db, weekOf(today).start, ['killed'])
  await db.close()
}

async function reportOf(report: string, run: string) {
  const connection = await bed.db.connect()
  const { data } = await answerRun(connection, { report, run }).finally(() => connection.closeSync())
  return data
}
