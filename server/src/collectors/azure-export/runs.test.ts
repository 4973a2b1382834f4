import { expect, test } from 'vitest'
import { FOCUS, PLAN, useExports } from './export-kit.ts'

const { blobs, put, plan, collect } = useExports()

test('the newest run of each month is a window, its version the manifest', async () => {
  await put({ run: '202611210300', month: '2026-10' })
  const newest = await put({ run: '202611220300', month: '2026-10' })
  await put({ run: '202611220300', month: '2026-11' })

  const windows = await plan()

  expect(windows.map(({ since, until }) => [since, until]).toSorted()).toEqual([
    ['2026-10-01', '2026-11-01'],
    ['2026-11-01', '2026-12-01'],
  ])
  expect(windows.find(({ since }) => since === '2026-10-01')).toMatchObject({
    key: `/subscriptions/11111111-1111-4111-8111-111111111111 focuscost 2026-10-01`,
    version: expect.stringMatching(new RegExp(`^${newest}@"?0x`)),
  })
})

test('an empty run takes nothing away: the run before it counts', async () => {
  await put({ run: '202611210300' })
  const before = await plan()
  await put({ run: '202611220300', files: [] })
  await put({ run: '202611230300', files: [FOCUS], rows: 0 })

  expect(await plan()).toEqual(before)
})

test('a folder whose runs are all empty has no window', async () => {
  await put({ files: [] })

  expect(await plan()).toEqual([])
})

test('actual and amortized of a scope are two windows', async () => {
  await put({ type: 'ActualCost', name: 'actual' })
  await put({ type: 'AmortizedCost', name: 'amortized' })

  expect((await plan()).map(({ key }) => key.split(' ')[1]).toSorted()).toEqual([
    'actualcost',
    'amortizedcost',
  ])
})

test('a FOCUS export stands for the actual and amortized ones of its scope and month', async () => {
  await put({ type: 'ActualCost', name: 'actual' })
  await put({ type: 'ActualCost', name: 'actual', month: '2026-09' })
  await put({ type: 'FocusCost', name: 'focus' })

  expect((await plan()).map(({ key }) => key.split(' ').slice(1)).toSorted()).toEqual([
    ['actualcost', '2026-09-01'],
    ['focuscost', '2026-10-01'],
  ])
})

test('of two exports of one scope, type and month the newer run counts', async () => {
  await put({ name: 'daily', run: '202611200300', files: [FOCUS] })
  await put({ name: 'once', run: '202611210300', files: [FOCUS.replace('1.5', '7')] })
  const windows = await plan()

  expect(windows).toHaveLength(1)
  expect((await collect(windows[0] ?? PLAN)).files.map(String)).toEqual([FOCUS.replace('1.5', '7')])
})

test('a run of some days does not replace the run of its month', async () => {
  await put({ run: '202611200300' })
  await put({ run: '202611210300', name: 'part', range: ['2026-10-05', '2026-10-09'] })

  expect((await plan()).map(({ since }) => since)).toEqual(['2026-10-01'])
})

test('exports that are no bills are left alone', async () => {
  await put({ type: 'PriceSheet' })

  expect(await plan()).toEqual([])
})

test('an account key of the environment opens the container', async () => {
  await put({})

  expect(await plan({ AZURE_STORAGE_KEY: blobs().key })).toHaveLength(1)
})
