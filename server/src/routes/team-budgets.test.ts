import type { AllocationSummary, TeamBudget } from '@outlay/shared/allocation'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCsv } from '../queries/test-csv.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp

const TEAMS = ['fine', 'over', 'two', 'none', 'year'] as const

beforeAll(async () => {
  const days = ['2026-11-03', '2026-11-20'] as const
  opened = await openTestApp(days.flatMap((day) => TEAMS.map((team) => ({ day, team, billed: '60' }))))
  await keep({ team: 'fine', amount: '5000' })
  await keep({ team: 'over', amount: '100' })
  await keep({ team: 'two', amount: '100' })
  await keep({ team: 'two', amount: '200' })
  await keep({ team: 'year', amount: '100', period: 'year' })
})

afterAll(() => opened.close())

async function keep(budget: object): Promise<void> {
  const response = await opened.app.request('/api/v1/budgets', {
    method: 'POST',
    body: JSON.stringify({ name: 'budget', currency: 'USD', ...budget }),
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(201)
}

async function budgets(): Promise<ReadonlyMap<string, TeamBudget | null>> {
  const response = await opened.app.request('/api/v1/allocation/summary?start=2026-11-01&end=2026-12-01')
  const { teams } = (await response.json()) as AllocationSummary
  return new Map(teams.map(({ team, budget }) => [team, budget]))
}

test('a team has its month budget with what is spent of it and its status', async () => {
  const found = await budgets()

  expect(found.get('over')).toMatchObject({
    ...{ amount: '100', currency: 'USD', actual: '120', month: '2026-11', status: 'over' },
  })
  expect(found.get('fine')).toMatchObject({ amount: '5000', actual: '120', status: 'on_track' })
})

test('the showback file tells the budgets that the page tells, and its other figures', async () => {
  const query = 'start=2026-11-01&end=2026-12-01'
  const page = await opened.app.request(`/api/v1/allocation/summary?${query}`)
  const { teams } = (await page.json()) as AllocationSummary
  const file = await opened.app.request(`/api/v1/allocation/export?${query}&format=csv`)
  const [head = [], ...rows] = parseCsv(await file.text())
  const cells = (name: string) => rows.slice(0, teams.length).map((row) => row[head.indexOf(name)])

  expect(cells('team')).toEqual(teams.map(({ team }) => team))
  expect(cells('total')).toEqual(teams.map(({ total }) => total))
  expect(cells('budget')).toEqual(teams.map(({ budget }) => budget?.amount ?? ''))
  expect(cells('budgetSpent')).toEqual(teams.map(({ budget }) => budget?.actual ?? ''))
  expect(cells('budgetStatus')).toEqual(teams.map(({ budget }) => budget?.status ?? ''))
  expect(cells('openSavings')).toEqual(teams.map(({ openSavings }) => openSavings?.toString() ?? ''))
  expect(cells('budget').filter((cell) => cell !== '')).toHaveLength(2)
})

test.each([
  ['nobody made a budget for it', 'none'],
  ['two month budgets name it', 'two'],
  ['the budget is not of a month', 'year'],
])('a team has none where %s', async (_, team) => {
  expect((await budgets()).get(team)).toBeNull()
})
