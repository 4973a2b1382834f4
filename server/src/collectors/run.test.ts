import { afterEach, beforeEach, expect, test } from 'vitest'
import { fault, monthsPart, type RunKit, runKit, summaryOf, testCollector } from './run-kit.ts'
import type { RunReport } from './run-report.ts'
import { snapshot } from './windows.ts'

let kit: RunKit
beforeEach(() => {
  kit = runKit()
})
afterEach(() => kit.remove())

const states = ({ windows }: RunReport) =>
  windows.map(({ part, window, state }) => `${part} ${window} ${state}`)
const SINCE_SEPTEMBER = { since: '2026-09-01' }
const side = monthsPart({ id: 'advice', kind: 'findings', windows: snapshot() })

test('the first run takes thirteen months, newest first, and publishes each before the next is read', async () => {
  const order: string[] = []
  const part = monthsPart({}, (context) => {
    order.push(`read ${context.window.key}`)
    context.page([{ day: context.window.since }])
    return { estimated: false }
  })
  const report = await kit.run(
    testCollector(part),
    {},
    {
      apply: async ({ id }) => {
        order.push(id)
        return summaryOf('counted')
      },
    },
  )

  expect(report.failure).toBeNull()
  expect(report.windows).toHaveLength(13)
  expect(order.slice(0, 4)).toEqual(['read 2026-11', 'import-1', 'read 2026-10', 'import-2'])
  expect(kit.handed[1]?.request).toMatchObject({
    format: 'test-cloud',
    source: 'payer',
    kind: 'costs',
    slice: '',
  })
  expect(kit.handed[1]?.files).toEqual({ 'pages-2026-10.jsonl': '{"day":"2026-10-01"}\n' })
})

test('the next run reads what can still change and what failed', async () => {
  let broken = true
  const part = monthsPart({}, (context) => {
    if (broken && context.window.key === '2026-03') fault('upstream')
    context.page([{ a: '1' }])
    return { estimated: context.window.key === '2026-08' }
  })
  const first = await kit.run(testCollector(part))
  broken = false
  const second = await kit.run(testCollector(part))

  expect(first.failure).toMatchObject({ code: 'UPSTREAM', exitCode: 69 })
  expect(states(second)).toEqual([
    'costs 2026-11 published',
    'costs 2026-10 published',
    'costs 2026-08 published',
    'costs 2026-03 published',
  ])
})

test('a run that was killed goes on where it was, and what it had published is not read again', async () => {
  const killed = async () => {
    throw new Error('killed')
  }
  let applied = 0
  const apply = () => (applied++ === 3 ? killed() : Promise.resolve(summaryOf('counted')))
  await expect(kit.run(testCollector(monthsPart()), {}, { apply })).rejects.toThrow('killed')
  const report = await kit.run(testCollector(monthsPart()))

  // November and October may change; September came in; August was on its way
  expect(states(report).slice(0, 3)).toEqual([
    'costs 2026-11 published',
    'costs 2026-10 published',
    'costs 2026-08 published',
  ])
  expect(report.windows).toHaveLength(12)
  expect(kit.leftovers()).toEqual([])
})

test('a month of which a page is missing is not published, the others are', async () => {
  const part = monthsPart({}, (context) => {
    context.page([{ page: '1' }])
    if (context.window.key === '2026-10') fault('upstream')
    return { estimated: false }
  })
  const report = await kit.run(testCollector(part), SINCE_SEPTEMBER)

  expect(states(report)).toEqual([
    'costs 2026-11 published',
    'costs 2026-10 failed',
    'costs 2026-09 published',
  ])
  expect(kit.handed.map(({ files }) => Object.keys(files))).toEqual([
    ['pages-2026-11.jsonl'],
    ['pages-2026-09.jsonl'],
  ])
  expect(report.failure?.message).toBe(
    'payer: not now [TestException]. See docs/operations.md#collect-upstream.',
  )
})

test('pages that do not fit together are read anew once, without what came before', async () => {
  const part = monthsPart({}, (context) => {
    context.page([{ reading: String(context.reading) }])
    if (context.reading === 1) fault('stale_pages')
    return { estimated: false }
  })
  const report = await kit.run(testCollector(part), { since: '2026-11-01' })

  expect(states(report)).toEqual(['costs 2026-11 published'])
  expect(kit.handed[0]?.files).toEqual({ 'pages-2026-11.jsonl': '{"reading":"2"}\n' })
})

test('pages that never fit together fail the month', async () => {
  let readings = 0
  const part = monthsPart({}, () => {
    readings += 1
    return fault('stale_pages')
  })
  const report = await kit.run(testCollector(part), { since: '2026-11-01' })

  expect(states(report)).toEqual(['costs 2026-11 failed'])
  expect(readings).toBe(2)
})

test.each([
  ['auth', 77, 1, false],
  ['budget', 69, 1, false],
  ['permission', 77, 1, true],
  ['not_enabled', 77, 1, true],
  ['quota', 69, 1, true],
  ['upstream', 69, 3, true],
  ['bad_request', 69, 3, true],
] as const)('%s: exit %i, %i windows asked, other parts go on: %s', async (kind, exit, asked, goesOn) => {
  const part = monthsPart({}, () => fault(kind))
  const report = await kit.run(testCollector(part, side), SINCE_SEPTEMBER)

  expect(report.failure?.exitCode).toBe(exit)
  expect(report.windows.filter((window) => window.part === 'costs')).toHaveLength(asked)
  expect(states(report).includes('advice now published')).toBe(goesOn)
})

test.each([
  ['not_enabled', null],
  ['no_data', null],
  ['permission', 77],
  ['upstream', 69],
] as const)('a side part with %s fails the run with %s', async (kind, exit) => {
  const advice = monthsPart({ id: 'advice', kind: 'findings', windows: snapshot() }, () => fault(kind))
  const report = await kit.run(testCollector(monthsPart(), advice), SINCE_SEPTEMBER)

  expect(report.failure?.exitCode ?? null).toBe(exit)
  expect(report.windows.at(-1)?.fault?.kind).toBe(kind)
})

test('history that the vendor does not have ends the part in peace', async () => {
  const part = monthsPart({}, (context) => {
    if (context.window.key < '2026-10') fault('no_data')
    context.page([{ a: '1' }])
    return { estimated: false }
  })
  const report = await kit.run(testCollector(part))

  expect(states(report).slice(2)).toEqual(['costs 2026-09 no_data', 'costs 2026-08 no_data'])
  expect(report.failure).toBeNull()
})

test('no data at all is a fault', async () => {
  const report = await kit.run(testCollector(monthsPart({}, () => fault('no_data'))))

  expect(states(report)).toEqual(['costs 2026-11 no_data', 'costs 2026-10 no_data'])
  expect(report.failure?.exitCode).toBe(69)
})

test('never pays for more requests than allowed, and keeps the months that came whole', async () => {
  const part = monthsPart({}, (context) => {
    context.spend()
    context.spend()
    context.count()
    context.page([{ a: '1' }])
    return { estimated: false }
  })
  const report = await kit.run(testCollector(part), { maxRequests: 3 })

  expect(states(report)).toEqual(['costs 2026-11 published', 'costs 2026-10 failed'])
  expect(report).toMatchObject({ requests: 3, freeRequests: 1, requestCost: '0.03' })
  expect(report.failure?.message).toMatch(/limit of 3 paid requests.*maxRequests/)
})
