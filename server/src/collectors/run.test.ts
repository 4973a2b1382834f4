import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { CollectError } from './collect-error.ts'
import { fault, monthsPart, type RunKit, runKit, stagedFile, summaryOf, testCollector } from './run-kit.ts'
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

test('a window with a version is read only when the vendor holds another one', async () => {
  let version = 'run-1'
  const part = monthsPart({
    windows: () => [{ key: '2026-01', since: '2026-01-01', until: '2026-02-01', version }],
  })
  const first = await kit.run(testCollector(part))
  const second = await kit.run(testCollector(part))
  version = 'run-2'
  const third = await kit.run(testCollector(part))

  expect([first, second, third].map(({ windows }) => windows.length)).toEqual([1, 0, 1])
})

test('whole files are handed over as they are, in the format that the collector names', async () => {
  const part = monthsPart({ windows: snapshot() }, (context) => {
    const path = join(context.folder, 'export-00001.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    context.file(path)
    return { estimated: false, format: 'focus' }
  })
  await kit.run(testCollector(part))

  expect(kit.handed[0]).toMatchObject({
    request: { format: 'focus' },
    files: { 'export-00001.csv': 'a,b\n1,2\n' },
  })
})

test('a download that came whole before the run was killed need not come again', async () => {
  let downloads = 0
  const download = (context: { folder: string }) => {
    const path = join(context.folder, 'export-v1.csv')
    if (existsSync(path)) return path
    downloads += 1
    writeFileSync(path, 'a\n1\n')
    return path
  }
  let broken = true
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.file(download(context))
    if (broken) fault('upstream')
    return { estimated: false }
  })
  await kit.run(testCollector(part))
  broken = false
  const report = await kit.run(testCollector(part))

  expect(states(report)).toEqual(['costs now published'])
  expect(downloads).toBe(1)
  expect(kit.leftovers()).toEqual([])
})

test('a file outside of the window is refused', async () => {
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.file('/etc/hostname')
    return { estimated: false }
  })

  expect(states(await kit.run(testCollector(part)))).toEqual(['costs now failed'])
})

test('the rows of a side part replace what the same part and window told before', async () => {
  await kit.run(testCollector(side))

  expect(kit.handed[0]?.request).toMatchObject({ kind: 'findings', slice: 'advice/now', format: null })
})

test('a side part that has nothing to tell takes back what it told; a bill without lines takes nothing back', async () => {
  const nothing = () => ({ estimated: false })
  const advice = monthsPart({ id: 'advice', kind: 'findings', windows: snapshot() }, nothing)
  const report = await kit.run(testCollector(monthsPart({ windows: snapshot() }, nothing), advice))

  expect(states(report)).toEqual(['costs now empty', 'advice now empty'])
  expect(kit.withdrawn).toEqual(['advice/now'])
})

test('the same rows in another order are the same bytes', async () => {
  const rows = [{ n: '1' }, { n: '2' }, { n: '10' }]
  for (const order of [rows, rows.toReversed()]) {
    const part = monthsPart({}, (context) => {
      for (const row of order) context.page([row])
      return { estimated: false }
    })
    await kit.run(testCollector(part), { since: '2026-11-01' })
  }

  expect(kit.handed[1]?.files).toEqual(kit.handed[0]?.files)
})

test('a file that cannot be read fails its window; nothing of it is applied or remembered', async () => {
  const dropped: string[] = []
  const stage = async () => ({
    id: 'import-1',
    createdAt: '',
    files: [stagedFile('pages.jsonl', 'x\n', 'is no JSON.')],
    units: [],
    sides: [],
  })
  const apply = async () => fault('upstream', 'must not be reached')
  const part = monthsPart({ windows: snapshot() })
  const report = await kit.run(testCollector(part), {}, { stage, apply, drop: ({ id }) => dropped.push(id) })
  const again = await kit.run(testCollector(part))

  expect(report.failure).toMatchObject({ code: 'BAD_DATA', message: 'payer: pages.jsonl: is no JSON.' })
  expect(report.windows[0]?.fault).toMatchObject({ kind: 'import', help: 'collect-import' })
  expect(dropped).toEqual(['import-1'])
  expect(states(again)).toEqual(['costs now published'])
})

test('a staging child that dies fails the window and not the run', async () => {
  const stage = async () => {
    throw new AppError('BAD_DATA', 'The staging process died (SIGSEGV).')
  }
  const report = await kit.run(testCollector(monthsPart()), SINCE_SEPTEMBER, { stage })

  expect(states(report)).toEqual(['costs 2026-11 failed', 'costs 2026-10 failed', 'costs 2026-09 failed'])
  expect(report.failure?.code).toBe('BAD_DATA')
})

test('a fault of this machine is thrown', async () => {
  const stage = async () => {
    throw new AppError('CANNOT_WRITE', 'The disk is full.')
  }

  await expect(kit.run(testCollector(monthsPart()), {}, { stage })).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
  })
})

test('what came in but waits to be accepted is told as held', async () => {
  const report = await kit.run(
    testCollector(monthsPart({ windows: snapshot() })),
    {},
    { apply: async () => summaryOf('held') },
  )

  expect(states(report)).toEqual(['costs now held'])
})

test('a file of which no row could be used fails its window and is read again', async () => {
  const part = monthsPart({ windows: snapshot() })
  const report = await kit.run(testCollector(part), {}, { apply: async () => summaryOf('failed') })
  const again = await kit.run(testCollector(part))

  expect(report.failure).toMatchObject({ code: 'BAD_DATA', exitCode: 65 })
  expect(states(report)).toEqual(['costs now failed'])
  expect(states(again)).toEqual(['costs now published'])
})

test('a run that is stopped begins no other window', async () => {
  const stop = new AbortController()
  const apply = async () => {
    stop.abort()
    return summaryOf('counted')
  }
  const report = await kit.run(testCollector(monthsPart(), side), {}, { signal: stop.signal, apply })

  expect(states(report)).toEqual(['costs 2026-11 published', 'costs 2026-10 failed'])
  expect(report.failure?.cause).toBeInstanceOf(CollectError)
  expect(report.windows[1]?.fault?.kind).toBe('cancelled')
})

test('a part that is switched off is not asked', async () => {
  const off = monthsPart({ id: 'off', enabled: () => false })
  const report = await kit.run(testCollector(off, side))

  expect(states(report)).toEqual(['advice now published'])
})

test('a plan that the cloud refuses is a fault of its part', async () => {
  const part = monthsPart({ windows: () => fault('permission') })
  const report = await kit.run(testCollector(part, side))

  expect(states(report)).toEqual(['costs null failed', 'advice now published'])
  expect(report.failure?.exitCode).toBe(77)
})

test('a window with more or fewer rows than the vendor counted is not published', async () => {
  const dropped: string[] = []
  const counts = [2, 1]
  const part = monthsPart({ windows: snapshot() }, (context) => {
    context.page([{ day: context.window.since, cost: '1.5' }])
    return { estimated: false, rows: counts.shift() ?? 0 }
  })
  const first = await kit.run(testCollector(part), {}, { drop: ({ id }) => dropped.push(id) })
  const second = await kit.run(testCollector(part))

  expect(states(first)).toEqual(['costs now failed'])
  expect(first.failure?.message).toMatch(/1 rows came, the manifest says 2; nothing of this window/)
  expect(dropped).toEqual(['import-1'])
  expect(states(second)).toEqual(['costs now published'])
})
