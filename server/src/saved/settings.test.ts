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
