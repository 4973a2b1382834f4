import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../routes/test-app.ts'
import { openSettings } from './settings.ts'

const FILE = { currency: 'EUR' }
const STAMP = { actor: 'Ada', now: '2026-11-23T10:00:00Z' }
let served: TestApp

beforeEach(async () => {
  served = await openTestApp([])
})
afterEach(() => served.close())

test('the file holds until somebody changes a setting, and holds again when it is inherited', async () => {
  const settings = await openSettings(served.deps.db, FILE)
  expect(settings.currency).toMatchObject({ value: 'EUR', from: 'file', changedBy: null })

  await settings.change({ currency: 'USD' }, STAMP)
  expect(settings.currency).toEqual({
    value: 'USD',
    from: 'app',
    changedBy: 'Ada',
    changedAt: '2026-11-23T10:00:00Z',
  })

  await settings.change({ currency: 'inherit' }, STAMP)
  expect(settings.currency).toMatchObject({ value: 'EUR', from: 'file' })
})

test('a change outlives the process, also one to each bill in its own currency', async () => {
  const settings = await openSettings(served.deps.db, FILE)
  await settings.change({ currency: null }, STAMP)

  const next = await openSettings(served.deps.db, FILE)

  expect(next.currency).toMatchObject({ value: null, from: 'app' })
})

test('what a change does not name stays', async () => {
  const settings = await openSettings(served.deps.db, FILE)
  await settings.change({ currency: 'USD' }, STAMP)
  await settings.change({}, STAMP)

  expect(settings.currency.value).toBe('USD')
})

test('the rate is by day until somebody chooses the close of the month', async () => {
  const settings = await openSettings(served.deps.db, FILE)
  expect(settings.rate).toMatchObject({ value: 'day', from: 'file' })

  await settings.change({ rate: 'month' }, STAMP)

  expect((await openSettings(served.deps.db, FILE)).rate).toMatchObject({ value: 'month', changedBy: 'Ada' })
})

test('who changed what is kept, newest first, and what stays as it was is no change', async () => {
  const settings = await openSettings(served.deps.db, FILE)
  await settings.change({ currency: 'USD', rate: 'day' }, STAMP)
  await settings.change({ rate: 'month' }, { actor: 'Bob', now: '2026-11-24T10:00:00Z' })
  await settings.change({ currency: 'USD' }, STAMP)

  const { changes } = await openSettings(served.deps.db, FILE)
  expect(changes.map(({ name, from, to, changedBy }) => [name, from, to, changedBy])).toEqual([
    ['rate', 'day', 'month', 'Bob'],
    ['currency', 'EUR', 'USD', 'Ada'],
  ])
})
