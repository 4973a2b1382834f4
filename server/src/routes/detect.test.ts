import type { AnomaliesAnswer, AnomalyDetail, ForecastPageAnswer, MarksAnswer } from '@outlay/shared/detect'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeBill } from '../detect/test-bill.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp([])
  await opened.deps.db.writer.withTransaction((connection) =>
    writeBill(connection, [
      { service: 'EC2', cost: 400 },
      { service: 'S3', cost: 120, changes: [{ from: '2026-11-17', until: '2026-11-22', cost: 500 }] },
    ]),
  )
})

afterAll(() => opened.close())

async function ask<T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }> {
  const response = await opened.app.request(`http://127.0.0.1/api/v1${path}`, {
    ...init,
    headers: { host: '127.0.0.1', 'content-type': 'application/json', 'x-outlay-actor': 'Ada' },
  })
  return { status: response.status, body: (await response.json()) as T }
}

const patch = (id: string, body: unknown) =>
  ask<{ data: AnomalyDetail; error?: { message: string } }>(`/anomalies/${id}`, {
    method: 'PATCH',
    body: JSON.stringify(body),
  })

async function only(): Promise<AnomaliesAnswer['data'][number]> {
  const { body } = await ask<AnomaliesAnswer>('/anomalies?status=active,acknowledged,resolved')
  expect(body.data).toHaveLength(1)
  return body.data[0] as AnomaliesAnswer['data'][number]
}

test('the list answers a sentence, counts and what stands', async () => {
  const { body } = await ask<AnomaliesAnswer>('/anomalies')

  expect(body.sentence).toMatch(
    /^One anomaly is going on, \$1\.\dK more than expected so far: S3 S3 in Production\.$/,
  )
  expect(body.counts).toMatchObject({ active: 1, resolved: 0 })
  expect(body.dataThrough).toBe('2026-11-20')
  expect((await ask<AnomaliesAnswer>('/anomalies?team=other')).body.data).toEqual([])
  expect((await ask<AnomaliesAnswer>('/anomalies?kind=drop,mix')).body.data).toEqual([])
  expect((await ask('/anomalies?status=nonsense')).status).toBe(400)
})

test('one answers sixty days with the band, and SQL that gives the same days', async () => {
  const { id } = await only()
  const { body } = await ask<{ data: AnomalyDetail }>(`/anomalies/${id}`)

  expect(body.data.series).toHaveLength(60)
  const day = body.data.series.find((each) => each.day === '2026-11-18')
  expect(day?.cost).toBeGreaterThan(480)
  expect(day?.high).toBeLessThan(200)
  expect(day?.expected).toBeCloseTo(120, -1)
  expect(body.data.causes[0]).toMatchObject({ name: 'S3-1' })
  const connection = await opened.deps.db.connect()
  const reader = await connection.runAndReadAll(body.data.sql, body.data.sqlParams)
  connection.closeSync()
  const row = reader.getRowObjectsJson().find((each) => each['day'] === '2026-11-18')
  expect(Number(row?.['cost'])).toBeCloseTo(day?.cost ?? 0, 6)
  expect((await ask('/anomalies/nothing')).status).toBe(404)
})

test('a cause that is all of the place is not left out of its days', async () => {
  const { id } = await only()
  const { body } = await ask<{ data: AnomalyDetail }>(`/anomalies/${id}`)

  expect(body.data.causes[0]).toMatchObject({ dimension: 'resource', name: 'S3-1' })
  expect(body.data.withoutCause).toBeNull()
  expect(body.data.series.every(({ without }) => without === null)).toBe(true)
  expect(body.data.threads).toEqual([])
})

test('marks are what goes on in a period, each on its first day there', async () => {
  const { id, excess } = await only()
  const marks = async (query: string) => (await ask<MarksAnswer>(`/anomalies/marks?${query}`)).body.data

  expect(await marks('start=2026-11-01&end=2026-12-01')).toEqual([
    expect.objectContaining({ id, day: '2026-11-17', title: 'S3 S3 in Production', excess, currency: 'USD' }),
  ])
  expect(await marks('start=2026-11-19&end=2026-11-20')).toMatchObject([
    { day: '2026-11-19', startedOn: '2026-11-17' },
  ])
  expect(await marks('start=2026-11-01&end=2026-11-17')).toEqual([])
  expect(await marks('start=2026-11-01&end=2026-12-01&team=web&currency=USD')).toHaveLength(1)
  expect(await marks('start=2026-11-01&end=2026-12-01&provider=gcp')).toEqual([])
  expect((await ask('/anomalies/marks?start=2026-11-01')).status).toBe(400)
})

test('people acknowledge, assign, annotate and classify, and their history is kept', async () => {
  const { id } = await only()

  expect((await patch(id, { state: 'acknowledged', assignee: 'Grace' })).body.data).toMatchObject({
    state: 'acknowledged',
    assignee: 'Grace',
  })
  expect((await patch(id, { note: 'a loop', snoozedUntil: '2026-12-01' })).body.data).toMatchObject({
    note: 'a loop',
    snoozedUntil: '2026-12-01',
  })
  expect((await patch(id, { classification: 'planned' })).body.data).toMatchObject({ state: 'resolved' })
  const { body } = await ask<{ data: AnomalyDetail }>(`/anomalies/${id}`)
  expect(
    body.data.history
      .filter(({ actor }) => actor === 'Ada')
      .map(({ kind, to }) => `${kind} ${to}`)
      .toSorted(),
  ).toEqual([
    'assignee Grace',
    'classification planned',
    'note a loop',
    'snoozed 2026-12-01',
    'state acknowledged',
    'state resolved',
  ])
})

test.each([
  ['nothing', {}],
  ['a state that follows from the bill', { state: 'withdrawn' }],
  ['a day that is none', { snoozedUntil: '2026-02-30' }],
  ['what nobody knows', { colour: 'red' }],
])('a change of %s is refused', async (_, body) => {
  const { id } = await only()

  expect((await patch(id, body)).status).toBe(400)
})

test('the forecast answers days, month end, last month and a sentence, and is kept', async () => {
  const { body } = await ask<ForecastPageAnswer>('/forecast?filter=service:is:EC2')

  if (body.state !== 'ready') throw new Error(body.reason)
  expect(body.sentence).toMatch(/^Nov 2026 is forecast at \$1\d\.\dK/)
  expect(body.days.map(({ day }) => day)).toEqual(Array.from({ length: 10 }, (_, at) => `2026-11-${21 + at}`))
  expect(body.monthEnd.mean).toBeCloseTo(12_000, -3)
  expect(body.record.lastMonth).toMatchObject({ month: '2026-10-01', madeOn: '2026-10-10' })
  expect(body.record.lastMonth?.error).toBeLessThan(0.02)
  const connection = await opened.deps.db.connect()
  const reader = await connection.runAndReadAll(
    `select count(*)::integer from forecast_run where filters = '["service:is:EC2"]'`,
  )
  connection.closeSync()
  expect(reader.getRowsJson()).toEqual([[1]])
  expect((await ask('/forecast?end=2029-01-01')).status).toBe(400)
  expect((await ask<ForecastPageAnswer>('/forecast?filter=service:is:nothing')).body.state).toBe(
    'not_enough_data',
  )
})
