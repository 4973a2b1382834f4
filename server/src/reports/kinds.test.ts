import { addAmounts } from '@outlay/shared/money'
import { viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlertsBed } from '../alerts/test-kit.ts'
import { ReportBody } from './definitions/report-body.ts'
import { entryOf, findReport, reportLibrary } from './library.ts'
import { renderers } from './renderers/registry.ts'
import type { Reporting } from './reporting.ts'
import { openReportsBed, reportingOf } from './test-kit.ts'

let bed: AlertsBed
let reporting: Reporting

beforeAll(async () => {
  bed = await openReportsBed()
  reporting = reportingOf(bed, bed)
})

afterAll(() => bed.close())

function make(id: string, team: string | null, period?: string): Promise<ReportModel> {
  return reporting.make({ entry: findReport(reportLibrary(bed.config, []), id), team, period })
}

async function render(model: ReportModel, id: string): Promise<string> {
  const found = renderers.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found.render(model, { publicUrl: null, permalink: null })
}

test('the executive one is of a month and adds up to its teams', async () => {
  const october = await make('executive', null, '2026-10')

  expect(october.spend).toMatchObject({ cost: '27865.697136' })
  expect(october.teams.map(({ team }) => team)).toEqual(['ads', 'search'])
  expect(await render(october, 'md')).toContain('## Teams')
})

test('the showback one adds up to the spend, and of a team has its own line alone', async () => {
  const october = await make('showback', null, '2026-10')
  const own = await make('showback', 'search', '2026-10')

  expect(october.showback?.rows.map(({ team }) => team)).toEqual(['ads', 'search'])
  const { rows = [], unallocated = null } = october.showback ?? {}
  expect(addAmounts([...rows.map(({ total }) => total), unallocated ?? '0'])).toBe(october.spend.cost)
  expect(own.showback).toMatchObject({
    unallocated: null,
    rows: [{ team: 'search', total: '3754.827136' }],
  })
  expect(JSON.stringify(own)).not.toMatch(/Ads-/)
})

test('the commitments one says what ran on demand where nothing is committed', async () => {
  const october = await make('commitments', null, '2026-10')

  expect(october.commitments).toMatchObject({ used: '0', unused: '0', utilisation: null, ending: [] })
  expect(await render(october, 'txt')).toContain('No commitment was paid for; ')
})

test.each([
  ['Search-Compute', ['rec-search'], '983.5'],
  ['Search-DB', [], '166.25'],
])('one of the filter %s has its costs and the fixes that touch them', async (service, fixes, cost) => {
  const input = ReportBody.parse({ name: 'A filter', filters: [`service:is:${service}`] })
  const model = await reporting.make({ entry: entryOf(input, bed.config), period: '2026-W47' })

  expect(model.scope).toEqual({ team: null, name: 'A filter', filters: [`service:is:${service}`] })
  expect(model.spend.cost).toBe(cost)
  expect(model.fixes.items.map(({ id }) => id)).toEqual(fixes)
  expect(model.alerts).toEqual([])
  expect(model.month.budget).toBeNull()
  expect(viewReport(model).sentence).toMatch(/^A filter spent /)
})

test.each(['savings', 'review'])('the %s report says what was decided and by whom', async (id) => {
  await bed.db.writer.withTransaction(async (connection) => {
    await connection.run(`update recommendation set status = 'accepted' where id = 'rec-search'`)
    await connection.run(`delete from recommendation_event`)
    await connection.run(
      `insert into recommendation_event values ('rec-search', '2026-10-12', 'ada', 'open', 'accepted', 'after the launch')`,
    )
  })
  const october = await make(id, 'search', '2026-10')

  expect(october.decisions).toMatchObject([{ actor: 'ada', decidedOn: '2026-10-12', owner: 'search-owner' }])
  expect(await render(october, 'txt')).toContain('accepted: after the launch')
})

test.each<[string, string | null, string, RegExp]>([
  ['weekly', null, '2026-W30', /lies before the data/],
  ['weekly', null, '2026-W50', /no complete day yet/],
  ['weekly', null, '2026-10', /not an ISO week/],
  ['executive', null, '2026-W47', /not a month/],
  ['weekly', 'nobody', '2026-W47', /no cost belongs/],
])('%s of %s in %s is refused', async (id, team, period, why) => {
  await expect(make(id, team, period)).rejects.toThrow(why)
})
