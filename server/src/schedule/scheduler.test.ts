import type { CollectTrigger } from '@outlay/shared/collect'
import { expect, test } from 'vitest'
import type { MemoryStore } from '../collectors/memory.ts'
import { monthsPart } from '../collectors/run-kit.ts'
import { runReport } from '../collectors/run-report.ts'
import { silentLogger } from '../log.ts'
import { createRunBook } from './run-book.ts'
import { type Scheduler, startScheduler } from './scheduler.ts'

function store(): MemoryStore {
  const texts = new Map<string, string>()
  return {
    get: async (key) => texts.get(key),
    set: async (key, value) => void texts.set(key, value),
  }
}

const REPORT = runReport('payer', { id: 'test', requestPrice: '0' }, [], { paid: 0, free: 0 })

/** A scheduler over a clock that is set by hand; each run ends at once, or when told. */
function scheduled(options: { schedule?: string; memory?: MemoryStore; now?: string; hang?: boolean } = {}) {
  const memory = options.memory ?? store()
  let now = new Date(options.now ?? '2026-11-23T12:00:00Z')
  const clock = () => now
  const book = createRunBook(memory, clock)
  const runs: string[] = []
  let ticks: (() => void) | undefined
  const scheduler: Scheduler = startScheduler({
    sources: [
      {
        id: 'payer',
        type: 'test',
        ...(options.schedule === undefined ? {} : { schedule: options.schedule }),
      },
    ],
    book,
    clock,
    log: silentLogger,
    every: (_ms, work) => {
      ticks = work
      return () => {
        ticks = undefined
      }
    },
    async run(source: string, trigger: CollectTrigger) {
      const open = await book.begin(source, trigger, [monthsPart()])
      runs.push(`${trigger} ${now.toISOString().slice(0, 16)}`)
      if (options.hang !== true) await open.end(REPORT)
    },
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    runs,
    memory,
    settle,
    stopped: () => ticks === undefined,
    scheduler,
    async at(time: string) {
      now = new Date(time)
      await scheduler.check()
      await settle()
    },
  }
}

test('a new source runs at once, then daily at its time', async () => {
  const it = scheduled()
  await it.settle()
  await it.at('2026-11-23T23:59:00Z')
  await it.at('2026-11-24T05:00:00Z')
  expect(it.runs).toEqual(['schedule 2026-11-23T12:00'])

  await it.at('2026-11-24T05:50:00Z')
  await it.at('2026-11-24T06:50:00Z')
  expect(it.runs).toEqual(['schedule 2026-11-23T12:00', 'schedule 2026-11-24T05:50'])
})

test('three weeks of downtime are one catch-up', async () => {
  const before = scheduled()
  await before.settle()
  const after = scheduled({ memory: before.memory, now: '2026-12-14T12:00:00Z' })
  await after.settle()
  await after.at('2026-12-14T13:00:00Z')

  expect(after.runs).toEqual(['catch-up 2026-12-14T12:00'])
})

test('a source that is still running is not started again', async () => {
  const it = scheduled({ hang: true })
  await it.settle()
  await it.at('2026-11-25T12:00:00Z')

  expect(it.runs).toEqual(['schedule 2026-11-23T12:00'])
})

test('a run that the process did not survive is made good by the next one', async () => {
  const killed = scheduled({ hang: true })
  await killed.settle()
  const next = scheduled({ memory: killed.memory, now: '2026-11-23T12:05:00Z' })
  await next.settle()

  expect(next.runs).toEqual(['schedule 2026-11-23T12:05'])
})

test('a clock that is set back does not run anything twice', async () => {
  const it = scheduled()
  await it.settle()
  await it.at('2026-11-24T05:50:00Z')
  await it.at('2026-11-24T04:00:00Z')
  await it.at('2026-11-24T05:50:00Z')

  expect(it.runs).toHaveLength(2)
})

test("a schedule of one's own, and none", async () => {
  const hourly = scheduled({ schedule: '0 * * * *' })
  await hourly.settle()
  await hourly.at('2026-11-23T13:30:00Z')
  await hourly.at('2026-11-23T14:30:00Z')
  const never = scheduled({ schedule: 'off' })
  await never.at('2026-11-30T12:00:00Z')

  expect(hourly.runs).toHaveLength(3)
  expect(never.runs).toEqual([])
})

test('a stopped schedule starts nothing', async () => {
  const it = scheduled()
  await it.settle()
  it.scheduler.stop()
  await it.at('2026-12-01T12:00:00Z')

  expect(it.stopped()).toBe(true)
  expect(it.runs).toHaveLength(1)
})
