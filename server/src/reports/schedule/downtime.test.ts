import { viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AlertsBed } from '../../alerts/test-kit.ts'
import { knowSchedules, openReportsBed, reportingOf } from '../test-kit.ts'

let bed: AlertsBed

beforeAll(async () => {
  bed = await openReportsBed()
})

beforeEach(async () => {
  await bed.db.writer.withTransaction(async (connection) => {
    for (const table of ['report_run', 'report_schedule', 'outbox'])
      await connection.run(`delete from ${table}`)
    await connection.run(`delete from alert where kind = 'report'`)
  })
})

afterAll(() => bed.close())

const runs = () =>
  bed.rows(`select run, made_by, partial from report_run where report = 'search-weekly' order by run`)
const queued = () =>
  bed.rows(`select period, channel from outbox join alert on alert.id = alert_id order by all`)

async function modelOf(run: string): Promise<ReportModel> {
  const [row] = await bed.rows(`select model from report_run where run = '${run}'`)
  return JSON.parse(String(row?.['model']))
}

test('after three weeks without a server the missed weeks are kept, and the newest alone is sent, once', async () => {
  await knowSchedules(bed.db, '2026-10-28', ['search-weekly'])
  bed.now = new Date('2026-11-25T12:00:00Z')

  await reportingOf(bed, bed).check()
  await reportingOf(bed, bed).check()

  expect(await runs()).toEqual([
    { run: '2026-W44-search', made_by: 'missed', partial: false },
    { run: '2026-W45-search', made_by: 'missed', partial: false },
    { run: '2026-W46-search', made_by: 'missed', partial: false },
    { run: '2026-W47-search', made_by: 'catch-up', partial: false },
  ])
  expect(await queued()).toEqual([{ period: '2026-W47-search', channel: 'file' }])
  const sent = await modelOf('2026-W47-search')
  expect(sent.data.missed).toEqual(['week 44', 'week 45', 'week 46'])
  expect(viewReport(sent).footer.join(' ')).toContain(
    'not sent, as their time had passed: week 44, week 45, week 46',
  )
})

test('a server that dies between two of the missed weeks goes on where it was', async () => {
  await knowSchedules(bed.db, '2026-11-11', ['search-weekly'])
  bed.now = new Date('2026-11-25T12:00:00Z')
  const dying = reportingOf(bed, bed, {
    refresh: async () => {
      if ((await runs()).length > 0) throw new Error('killed')
    },
  })

  await dying.check()
  expect(await runs()).toMatchObject([{ run: '2026-W46-search', made_by: 'missed' }])
  expect(await queued()).toEqual([])
  await reportingOf(bed, bed).check()

  expect(await runs()).toMatchObject([
    { run: '2026-W46-search' },
    { run: '2026-W47-search', made_by: 'catch-up' },
  ])
  expect(await queued()).toHaveLength(1)
  expect((await modelOf('2026-W47-search')).data.missed).toEqual(['week 46'])
})

test('on Monday it leaves when every source has delivered Sunday, and says which days may still change', async () => {
  await knowSchedules(bed.db, '2026-11-17', ['search-weekly'])
  bed.now = new Date('2026-11-23T07:00:00Z')
  await reportingOf(bed, bed).check()
  expect(await runs()).toEqual([])

  // the bill of Monday morning holds Sunday whole
  await bed.db.writer.withTransaction(async (connection) => {
    await connection.run(`update import set seen_at = '2026-11-23 06:30:00'`)
  })
  await reportingOf(bed, bed).check()

  expect(await runs()).toEqual([{ run: '2026-W47-search', made_by: 'schedule', partial: false }])
  const model = await modelOf('2026-W47-search')
  expect(model.spend.cost).toBe('1170.75')
  expect(model.data).toMatchObject({ through: '2026-11-22', settledThrough: '2026-11-20', complete: true })
  const view = viewReport(model)
  expect(view.sentence).toContain('; its last 2 days may still change')
  expect(view.days.map(({ label }) => label).join(' ')).toBe(
    'Mon 16 Tue 17 Wed 18 Thu 19 Fri 20 Sat 21* Sun 22*',
  )
  expect(view.daysNote).toContain('may still change')
})
