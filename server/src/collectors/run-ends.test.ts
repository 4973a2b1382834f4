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
