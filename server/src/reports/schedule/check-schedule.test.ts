import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Alerting } from '../../alerts/alerting.ts'
import type { AlertsBed } from '../../alerts/test-kit.ts'
import { withAsk } from '../../queries/ask.ts'
import { answerReports } from '../answer-reports.ts'
import { answerRun } from '../answer-run.ts'
import { sendReport } from '../send-report.ts'
import { knowSchedules, openReportsBed, reportingOf } from '../test-kit.ts'

let bed: AlertsBed
let alerting: Alerting

beforeAll(async () => {
  bed = await openReportsBed()
})

beforeEach(async () => {
  bed.now = new Date('2026-11-25T12:00:00Z')
  rmSync(outboxPath(), { force: true })
  await bed.db.writer.withTransaction(async (connection) => {
    for (const table of ['report_run', 'report_schedule', 'outbox'])
      await connection.run(`delete from ${table}`)
    await connection.run(`delete from alert where kind = 'report'`)
  })
  alerting = bed.alerting()
  await knowSchedules(bed.db, '2026-11-17', ['search-weekly'])
})

afterEach(() => alerting.stop())
afterAll(() => bed.close())

const outboxPath = () => join(bed.db.paths.root, 'outbox.jsonl')
const runs = () =>
  bed.rows('select report, run, made_by, partial, team from report_run order by report, created_at')
const OUTBOX = `
  select entity, outbox.channel, outbox.state from outbox join alert on alert.id = alert_id
  where kind = 'report' order by all`

/** What the file channel was sent, reports alone. */
function told(): readonly { readonly title: string; readonly text: string }[] {
  if (!existsSync(outboxPath())) return []
  return readFileSync(outboxPath(), 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line).alerts)
    .filter(({ kind }) => kind === 'report')
}

test('a report that is due is kept and queued once, however often the server is started', async () => {
  for (let start = 0; start < 3; start += 1) await reportingOf(bed, bed).check()

  expect(await runs()).toEqual([
    { report: 'search-weekly', run: '2026-W47-search', made_by: 'catch-up', partial: false, team: 'search' },
  ])
  expect(await bed.rows(OUTBOX)).toEqual([{ entity: 'search-weekly', channel: 'file', state: 'queued' }])
})

test('a server that dies after the decision sends it after the next start, once', async () => {
  await reportingOf(bed, bed).check()
  expect(told()).toEqual([])

  // another process, which knows nothing but the data folder
  await alerting.tick()
  await reportingOf(bed, bed).check()
  await alerting.tick()

  expect(told()).toHaveLength(1)
  expect(told()[0]?.title).toContain('Search & Find · week 47')
  expect(told()[0]?.text).toContain('DO THIS WEEK')
})

test('a look that finds nothing new leaves the data version as it is', async () => {
  const version = () => bed.rows(`select value from setting where key = 'commits'`)
  await reportingOf(bed, bed).check()
  const before = await version()

  await reportingOf(bed, bed).check()

  expect(await version()).toEqual(before)
})

test('two servers at once make it once', async () => {
  await Promise.all([reportingOf(bed, bed).check(), reportingOf(bed, bed).check()])

  expect(await runs()).toHaveLength(1)
  expect(await bed.rows(OUTBOX)).toHaveLength(1)
})

test('one whose Sunday is not delivered waits and says so, then leaves marked as partial', async () => {
  bed.now = new Date('2026-11-23T09:00:00Z')
  await reportingOf(bed, bed).check()
  expect(await runs()).toEqual([])
  expect((await library()).find(({ id }) => id === 'search-weekly')?.schedule?.waits).toContain('22 Nov 2026')

  bed.now = new Date('2026-11-24T07:00:00Z')
  await reportingOf(bed, bed).check()
  expect(await runs()).toMatchObject([{ run: '2026-W47-search', partial: true, made_by: 'schedule' }])
})

test('a schedule that is new begins with the week that ends after it', async () => {
  await reportingOf(bed, bed).check()
  expect((await runs()).filter(({ report }) => report === 'company')).toEqual([])

  bed.now = new Date('2026-12-02T12:00:00Z')
  await reportingOf(bed, bed).check()
  expect((await runs()).filter(({ report }) => report === 'company')).toMatchObject([{ run: '2026-W48' }])
})

test('a channel that is not set up holds the report, which the library shows', async () => {
  await knowSchedules(bed.db, '2026-11-17', ['company'])
  await reportingOf(bed, bed).check()
  await alerting.tick()

  const company = (await library()).find(({ id }) => id === 'company')
  expect(company?.runs[0]?.deliveries.map(({ channel, state }) => [channel, state]).toSorted()).toEqual([
    ['email:cto@example.com', 'held'],
    ['slack:#finops', 'held'],
  ])
  expect(company?.runs[0]?.subject).toContain('Whole company · week 47')
})

test('what was sent stays as it was when the bill changes; sending it again sends the same', async () => {
  const reporting = reportingOf(bed, bed)
  await reporting.check()
  await alerting.tick()
  await bed.db.writer.withTransaction(async (connection) => {
    await connection.run(`update cost_fact set effective = effective * 2`)
  })
  const deps = { db: bed.db, reporting, clock: () => bed.now }
  await sendReport({ report: 'search-weekly', run: '2026-W47-search' }, deps)
  await alerting.tick()

  const kept = await reading((connection) =>
    answerRun(connection, { report: 'search-weekly', run: '2026-W47-search' }),
  )
  expect(kept.data.model.spend.cost).toBe('1170.75')
  expect(kept.data.deliveries).toHaveLength(2)
  expect(told()).toHaveLength(2)
  expect(told()[1]?.text).toBe(told()[0]?.text)
  const fresh = await sendReport(
    { report: 'weekly', team: 'search', period: '2026-W47', deliver: false },
    deps,
  )
  const now = await reading((connection) => answerRun(connection, { report: 'weekly', run: fresh }))
  expect(now.data.model.spend.cost).toBe('2341.5')
  expect(now.data.deliveries).toEqual([])
})

async function reading<T>(work: (connection: Awaited<ReturnType<AlertsBed['db']['connect']>>) => Promise<T>) {
  const connection = await bed.db.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}

async function library() {
  const { sources } = reportingOf(bed, bed)
  const answer = await reading((connection) =>
    withAsk(connection, bed.now, (ask) => answerReports(ask, sources)),
  )
  return answer.data
}
