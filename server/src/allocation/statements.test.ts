import { addAmounts } from '@outlay/shared/money'
import type { Statement, StatementDetail } from '@outlay/shared/statements'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCsv } from '../queries/test-csv.ts'
import { openTestApp, type TestApp } from '../routes/test-app.ts'
import { fileRules } from './test-rules.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp(
    [
      { day: '2026-09-10', team: 'search', provider: 'gcp', billing_account: 'G', billed: '30' },
      { day: '2026-10-05', team: 'search', billed: '100' },
      { day: '2026-10-06', team: 'maps', billed: '300' },
      { day: '2026-10-07', team: null, billed: '5' },
      { day: '2026-10-08', team: null, service: 'Support', billed: '40' },
      { day: '2026-11-02', team: 'search', billed: '7' },
      { day: '2026-11-02', team: 'search', billed: '9', currency: 'EUR' },
    ],
    {
      allocation: {
        promoted: [],
        ...fileRules(`
allocation:
  shared: [{ id: s, match: ["service:is:Support"], split: { method: proportional } }]`),
      },
    },
  )
})

afterAll(() => opened.close())

async function get<T>(path: string): Promise<T> {
  const response = await opened.app.request(`/api/v1/allocation${path}`)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

async function issue(body: object): Promise<{ status: number; text: string }> {
  const response = await opened.app.request('/api/v1/allocation/statements', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-outlay-actor': 'Ada', origin: 'http://localhost' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const states = async () =>
  Object.fromEntries(
    (await get<{ data: Statement[] }>('/statements')).data.map(({ month, state }) => [
      month.slice(0, 7),
      state,
    ]),
  )

const run = (sql: string) => opened.deps.db.writer.withTransaction((connection) => connection.run(sql))

test('a month runs, is provisional, is closed by its invoice or by Google’s days, and is locked by a statement', async () => {
  expect(await states()).toEqual({ '2026-11': 'open', '2026-10': 'provisional', '2026-09': 'closed' })

  await run(
    `insert into invoice (invoice_id, billing_account_id, billing_period, currency, amount, import_id) values ('I-1', '111111111111', '2026-10', 'USD', 445, 'i')`,
  )

  expect(await states()).toEqual({ '2026-11': 'open', '2026-10': 'closed', '2026-09': 'closed' })
})

test('what cannot be issued says why', async () => {
  expect(await issue({ month: '2026-11' })).toMatchObject({
    status: 409,
    text: expect.stringContaining('still running'),
  })
  expect((await issue({ month: '2026-13' })).status).toBe(400)
  expect((await issue({ month: '2025-01' })).status).toBe(404)
})

test('a statement keeps its figures; what moves later is posted apart into the next, once', async () => {
  const october = () => get<StatementDetail>('/statements/2026-10')
  expect((await issue({ month: '2026-10' })).status).toBe(200)
  const issued = await october()
  expect(issued).toMatchObject({ state: 'locked', total: '445', actor: 'Ada', prior: [] })
  expect(issued.lines).toEqual([
    { team: 'maps', direct: '300', shared: '30', total: '330' },
    { team: 'search', direct: '100', shared: '10', total: '110' },
    { team: null, direct: '5', shared: '0', total: '5' },
  ])
  expect((await issue({ month: '2026-10' })).text).toContain('issued already')

  await run(`update cost_fact set effective = 120 where effective = 100`)
  await run(`update cost_fact set team = 'maps' where effective = 5`)

  expect(await october()).toEqual(issued)
  const open = await get<StatementDetail>('/statements/2026-11')
  expect(open.state).toBe('open')
  expect(addAmounts(open.prior.map(({ amount }) => amount))).toBe('20')
  expect(open.prior.find(({ team }) => team === null)).toMatchObject({ amount: '-5', month: '2026-10-01' })
  expect(open.lines).toEqual([{ team: 'search', direct: '7', shared: '0', total: '7' }])

  // Another ended month may be issued before: it takes the movements, and they are posted once only.
  expect((await issue({ month: '2026-09' })).status).toBe(200)
  expect((await get<StatementDetail>('/statements/2026-09')).adjustments).toBe('20')
  expect((await get<StatementDetail>('/statements/2026-11')).prior).toEqual([])
})

test('currencies have statements of their own', async () => {
  const { currency, data } = await get<{ currency: string; data: Statement[] }>('/statements?currency=eur')

  expect(currency).toBe('EUR')
  expect(data.map(({ month, total }) => [month, total])).toEqual([['2026-11-01', '9']])
})

test('a statement is a file whose rows add up to it, movements of earlier months apart', async () => {
  const response = await opened.app.request('/api/v1/allocation/statements/2026-09/export?format=csv')
  const [head, ...rows] = parseCsv(await response.text())

  expect(response.headers.get('content-disposition')).toContain('outlay-statement-2026-09.csv')
  expect(head).toEqual(['month', 'team', 'kind', 'direct', 'shared', 'total', 'currency'])
  expect(rows.filter((row) => row[2] === 'cost')).toEqual([
    ['2026-09', 'search', 'cost', '30', '0', '30', 'USD'],
  ])
  expect(addAmounts(rows.filter((row) => row[2] !== 'cost').map((row) => row[5] ?? '0'))).toBe('20')
})
