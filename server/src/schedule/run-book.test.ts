import { expect, test } from 'vitest'
import { CollectError } from '../collectors/collect-error.ts'
import type { MemoryStore } from '../collectors/memory.ts'
import { monthsPart, summaryOf } from '../collectors/run-kit.ts'
import { asFault, runReport, type WindowReport } from '../collectors/run-report.ts'
import { AppError } from '../errors.ts'
import { createRunBook } from './run-book.ts'

const COLLECTOR = { id: 'test', requestPrice: '0.01' }
const parts = [monthsPart()]

function bookAt(memory: MemoryStore) {
  let now = Date.parse('2026-11-23T12:00:00Z')
  const book = createRunBook(memory, () => new Date(now))
  return {
    book,
    wait: (seconds: number) => {
      now += seconds * 1000
    },
  }
}

function memory(): MemoryStore & { texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return { texts, get: async (key) => texts.get(key), set: async (key, value) => void texts.set(key, value) }
}

function window(more: Partial<WindowReport> = {}): WindowReport {
  return {
    part: 'costs',
    kind: 'costs',
    window: '2026-11',
    state: 'published',
    pages: 1,
    rows: 10,
    estimated: false,
    fault: null,
    error: null,
    applied: summaryOf('counted'),
    ...more,
  }
}

const progress = { source: 'payer', part: 'costs', stage: 'reading', pages: 2, rows: 5, text: null } as const

test('one run at a time per source', async () => {
  const { book } = bookAt(memory())
  const open = await book.begin('payer', 'person', parts)

  await expect(book.begin('payer', 'schedule', parts)).rejects.toMatchObject({ code: 'CONFLICT' })
  await book.begin('other', 'person', parts)
  await open.fail(new AppError('BAD_CONFIG', 'tokenFile: /x cannot be read.'))
  await book.begin('payer', 'schedule', parts)
  expect(await book.runs('payer')).toMatchObject([
    { state: 'failed', endedAt: '2026-11-23T12:00:00Z', fault: { message: 'tokenFile: /x cannot be read.' } },
  ])
})

test('a run that cannot be noted keeps no other away', async () => {
  const store = memory()
  let full = true
  const { book } = bookAt({
    ...store,
    set: async (key, value) => {
      if (full) throw new Error('no space left')
      await store.set(key, value)
    },
  })

  await expect(book.begin('payer', 'person', parts)).rejects.toThrow('no space left')
  full = false

  expect(book.running('payer')).toBeNull()
  await expect(book.begin('payer', 'person', parts)).resolves.toBeDefined()
})

test('whoever sees a new stamp sees the new runs', async () => {
  const { book } = bookAt(memory())
  const open = await book.begin('payer', 'person', parts)
  const before = book.stamp()

  const failing = open.fail(new AppError('BAD_CONFIG', 'no'))
  while (book.stamp() === before) await Promise.resolve()

  expect(await book.runs('payer')).toMatchObject([{ state: 'failed' }])
  await failing
})

test('progress tells stage, pages, rows and dollars so far, and when it will be done', async () => {
  const { book, wait } = bookAt(memory())
  const open = await book.begin('payer', 'schedule', parts)
  open.progress({ ...progress, window: '2026-11', done: 0, of: 13 })
  expect(book.running('payer')).toMatchObject({
    title: 'Costs',
    window: '2026-11',
    rows: 5,
    etaSeconds: null,
  })

  wait(10)
  open.window(window())
  open.progress({ ...progress, window: '2026-10', done: 1, of: 13 })
  expect(book.running('payer')).toMatchObject({
    trigger: 'schedule',
    stage: 'reading',
    pages: 2,
    rows: 15,
    billed: { USD: '1.5' },
    windowsDone: 1,
    windowsOf: 13,
    etaSeconds: 120,
  })
})

test('history is kept in the data folder, newest first, with what came of each part', async () => {
  const kept = memory()
  const { book, wait } = bookAt(kept)
  const first = await book.begin('payer', 'person', parts)
  await first.end(
    runReport(
      'payer',
      COLLECTOR,
      [window(), window({ window: '2026-10', state: 'unchanged', applied: summaryOf('unchanged') })],
      {
        paid: 4,
        free: 1,
      },
    ),
  )
  wait(60)
  const error = new CollectError('permission', 'no', { vendorCode: 'AccessDenied', grant: 'ce:Get' })
  const failed = window({ state: 'failed', rows: 0, applied: null, error, fault: asFault(error) })
  const second = await book.begin('payer', 'schedule', parts)
  await second.end(runReport('payer', COLLECTOR, [failed], { paid: 1, free: 0 }))

  const runs = await bookAt(kept).book.runs('payer')
  expect(runs).toMatchObject([
    {
      trigger: 'schedule',
      state: 'failed',
      startedAt: '2026-11-23T12:01:00Z',
      fault: { kind: 'permission', vendorCode: 'AccessDenied', grant: 'ce:Get', help: 'collect-permission' },
    },
    {
      trigger: 'person',
      state: 'ok',
      rows: 20,
      rowsApplied: 1,
      billed: { USD: '3' },
      requests: 4,
      freeRequests: 1,
      requestCost: '0.04',
      parts: [{ part: 'costs', title: 'Costs', published: 1, unchanged: 1, failed: 0, fault: null }],
    },
  ])
})

test('a run that nobody ended is told as interrupted', async () => {
  const kept = memory()
  await bookAt(kept).book.begin('payer', 'person', parts)

  expect(await bookAt(kept).book.runs('payer')).toMatchObject([{ state: 'interrupted', endedAt: null }])
})

test('a run on its way is no history yet', async () => {
  const { book } = bookAt(memory())
  await book.begin('payer', 'person', parts)

  expect(await book.runs('payer')).toEqual([])
})

test('history that cannot be read is none', async () => {
  const kept = memory()
  kept.texts.set('runs.payer', '[{"id": 1}]')

  expect(await bookAt(kept).book.runs('payer')).toEqual([])
})

test('the stamp changes with everything that is shown, and with every process', async () => {
  const kept = memory()
  const { book } = bookAt(kept)
  const stamps = [book.stamp()]
  const open = await book.begin('payer', 'person', parts)
  stamps.push(book.stamp())
  open.progress({ ...progress, window: '2026-11', done: 0, of: 1 })
  stamps.push(book.stamp())
  open.window(window())
  stamps.push(book.stamp())
  await open.end(runReport('payer', COLLECTOR, [], { paid: 0, free: 0 }))
  stamps.push(book.stamp(), bookAt(kept).book.stamp())

  expect(new Set(stamps).size).toBe(stamps.length)
})
