import { expect, test } from 'vitest'
import { collect, INSTANCE } from './test-kit.ts'

test('hourly mean and maximum of an instance, in percent, at the start of the hour', async () => {
  const { rows, error } = await collect('metrics')
  const cpu = rows.filter(
    ({ resource_id, metric }) => resource_id === INSTANCE && metric === 'cpu_utilization',
  )

  expect(error).toBeNull()
  expect(cpu).toHaveLength(24)
  expect(cpu.find(({ timestamp }) => timestamp === '2026-11-22T05:00:00Z')).toEqual({
    resource_id: INSTANCE,
    metric: 'cpu_utilization',
    timestamp: '2026-11-22T05:00:00Z',
    average: 25,
    maximum: 75,
    unit: 'percent',
  })
  expect(
    cpu
      .map(({ timestamp }) => timestamp)
      .toSorted()
      .at(0),
  ).toBe('2026-11-22T00:00:00Z')
})

test('memory in use only, GPUs as one mean and the largest, disks as a sum', async () => {
  const { rows } = await collect('metrics')
  const at5 = (metric: string) =>
    rows
      .filter((row) => row['metric'] === metric && row['timestamp'] === '2026-11-22T05:00:00Z')
      .map(({ average, maximum }) => [average, maximum])

  expect(at5('memory_utilization')).toEqual([[40, 60]])
  expect(at5('gpu_utilization')).toEqual([[30, 90]])
  expect(at5('disk_read_ops')).toEqual([[1500, 1500]])
  expect(at5('connections')).toEqual([[12, 20]])
  expect(at5('invocations')).toEqual([[90, 90]])
})

test('databases go by their name, endpoints by their id, with the number of the project', async () => {
  const { rows } = await collect('metrics')

  expect(rows.find(({ metric }) => metric === 'invocations')?.['resource_id']).toBe(
    '//aiplatform.googleapis.com/projects/101/locations/us-central1/endpoints/77',
  )
  expect(rows.find(({ metric }) => metric === 'connections')?.['resource_id']).toBe(
    '//cloudsql.googleapis.com/projects/101/instances/orders',
  )
})

test('hours that are not over are left for the next run', async () => {
  const { rows } = await collect('metrics', {
    window: { key: '2026-11-23', since: '2026-11-23', until: '2026-11-24' },
    run: { now: '2026-11-23T03:40:00Z' },
    world: { now: '2026-11-23T03:40:00Z' },
  })

  expect([...new Set(rows.map(({ timestamp }) => timestamp))].toSorted()).toEqual([
    '2026-11-23T00:00:00Z',
    '2026-11-23T01:00:00Z',
    '2026-11-23T02:00:00Z',
  ])
})

test('a day that has just begun asks nothing', async () => {
  const { fake, collected } = await collect('metrics', {
    window: { key: '2026-11-23', since: '2026-11-23', until: '2026-11-24' },
    run: { now: '2026-11-23T00:40:00Z' },
  })

  expect(collected).toEqual({ estimated: true })
  expect(fake.calls).toEqual([])
})

test('pages of series are put together', async () => {
  const whole = await collect('metrics')
  const paged = await collect('metrics', { world: { pageSize: 1 } })

  expect(paged.error).toBeNull()
  expect(paged.rows.map((row) => JSON.stringify(row)).toSorted()).toEqual(
    whole.rows.map((row) => JSON.stringify(row)).toSorted(),
  )
})
