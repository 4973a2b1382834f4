import type { AlertsBed } from '@outlay/server/alerts/test-kit'
import { knowSchedules, openReportsBed, reportingOf } from '@outlay/server/reports/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  await knowSchedules(bed.db, '2026-01-01', ['search-weekly', 'company'])
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
  expect(JSON.stringify(ofReports()[0]?.blocks)).toContain(
    'https://outlay.example/reports/company/runs/2026-W47',
  )
  const [own] = mail.mails.filter(
    ({ to, raw }) => to.includes('search@example.com') && raw.includes('search-weekly'),
  )
  const head = headOf(own?.raw ?? '')
  expect(head).toMatch(/^content-type: multipart\/alternative/im)
  expect(head).toMatch(/^references: <thread_\w+@outlay>/im)
  expect(head).toMatch(/^list-unsubscribe: <https:\/\/outlay\.example\/reports>/im)
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
