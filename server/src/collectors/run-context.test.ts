import { expect, test } from 'vitest'
import { silentLogger } from '../log.ts'
import type { Api } from './call-context.ts'
import { CollectError, type CollectKind } from './collect-error.ts'
import { callContext, createMeter } from './run-context.ts'

const API: Api = { name: 'Test API', concurrency: 2, deadlineMs: 5_000, toError: (error) => error }

interface Options {
  readonly attempts?: number
  readonly random?: () => number
  readonly signal?: AbortSignal
}

function context({ attempts = 3, random = () => 0.5, signal = new AbortController().signal }: Options = {}) {
  const waits: number[] = []
  let now = 1000
  const calls = callContext(
    'payer',
    {
      clock: () => new Date('2026-11-23T00:00:00Z'),
      monotonic: () => now,
      log: silentLogger,
      env: {},
      signal,
      retries: { sdkAttempts: 1, attempts, baseMs: 1000, maxMs: 60_000 },
      random,
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
    },
    createMeter('payer', 10),
  )
  return { calls, waits }
}

/** Fails with these, then answers. */
function scripted(...faults: readonly (CollectKind | { kind: CollectKind; retryAfterMs: number })[]) {
  let asked = 0
  return {
    asked: () => asked,
    work: async () => {
      const next = faults[asked]
      asked += 1
      if (next === undefined) return 'answer'
      const { kind, retryAfterMs } = typeof next === 'string' ? { kind: next, retryAfterMs: null } : next
      throw new CollectError(kind, 'not now', { retryAfterMs })
    },
  }
}

test.each([
  [0, [0, 0]],
  [0.5, [500, 1000]],
  [0.999, [999, 1998]],
])('waits grow twofold and lie anywhere below: %d', async (random, expected) => {
  const { calls, waits } = context({ random: () => random })
  const { work } = scripted('upstream', 'throttled')

  expect(await calls.call(API, work)).toBe('answer')
  expect(waits).toEqual(expected)
})

test('a server that says when to come back is believed', async () => {
  const { calls, waits } = context()
  const { work } = scripted({ kind: 'throttled', retryAfterMs: 7000 })

  expect(await calls.call(API, work)).toBe('answer')
  expect(waits).toEqual([7000])
})

test('one that asks for longer than the run may wait is left for the next run', async () => {
  const { calls, waits } = context()
  const { work, asked } = scripted({ kind: 'throttled', retryAfterMs: 3_600_000 })

  await expect(calls.call(API, work)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000 })
  expect([asked(), waits]).toEqual([1, []])
})

test.each([
  'auth',
  'permission',
  'not_enabled',
  'no_data',
  'quota',
  'bad_request',
  'stale_pages',
  'budget',
] as const)('%s does not pass by itself and is asked once', async (kind) => {
  const { calls } = context()
  const { work, asked } = scripted(kind)

  await expect(calls.call(API, work)).rejects.toMatchObject({ kind })
  expect(asked()).toBe(1)
})

test('after five failures in a row the circuit is open: nothing is asked any more and the source ends', async () => {
  const { calls } = context({ attempts: 9 })
  const { work, asked } = scripted(...Array.from({ length: 9 }, () => 'upstream' as const))

  await expect(calls.call(API, work)).rejects.toMatchObject({ kind: 'upstream', endsSource: true })
  await expect(calls.call({ ...API, name: 'another' }, work)).rejects.toMatchObject({ endsSource: true })
  expect(asked()).toBe(5)
})

test('throttles and refusals are answers and leave the circuit closed', async () => {
  const { calls } = context({ attempts: 9 })
  const pattern = [
    'upstream',
    'upstream',
    'throttled',
    'upstream',
    'upstream',
    'throttled',
    'upstream',
  ] as const

  expect(await calls.call(API, scripted(...pattern).work)).toBe('answer')
})

test('an answer that does not come in time is a fault of the cloud, and what listens is told to stop', async () => {
  const { calls } = context({ attempts: 1 })
  let stopped = false
  const work = (signal: AbortSignal) =>
    new Promise(() => {
      signal.addEventListener('abort', () => {
        stopped = true
      })
    })

  await expect(calls.call({ ...API, deadlineMs: 5 }, work)).rejects.toThrow(
    'Test API gave no answer within 0.005 s',
  )
  expect(stopped).toBe(true)
})

test('a stopped run asks nothing and gives up what it asked', async () => {
  const stop = new AbortController()
  const { calls } = context({ signal: stop.signal })
  const work = (signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted by the SDK')))
      stop.abort()
    })

  await expect(calls.call(API, work)).rejects.toMatchObject({ kind: 'cancelled' })
  await expect(calls.call(API, async () => 'asked')).rejects.toMatchObject({ kind: 'cancelled' })
})

test('errors of the SDK are translated; what is no trouble of the cloud stays what it is', async () => {
  const { calls } = context()
  const bug = new TypeError('undefined is not a function')
  const toError = (error: unknown) =>
    error === bug ? bug : new CollectError('permission', 'no', { grant: 'x:Read' })
  const failing = (error: unknown) => () => Promise.reject(error)

  await expect(calls.call({ ...API, toError }, failing(bug))).rejects.toBe(bug)
  await expect(calls.call({ ...API, toError }, failing(new Error('403')))).rejects.toMatchObject({
    grant: 'x:Read',
  })
})

test('no more calls at a time than the API allows, in order', async () => {
  const { calls } = context()
  let active = 0
  let most = 0
  const order: number[] = []
  const work = (number: number) => async () => {
    active += 1
    most = Math.max(most, active)
    await new Promise((resolve) => setImmediate(resolve))
    order.push(number)
    active -= 1
  }
  await Promise.all([1, 2, 3, 4, 5].map((number) => calls.call(API, work(number))))

  expect(most).toBe(2)
  expect(order).toEqual([1, 2, 3, 4, 5])
})

test('calls of an API keep their distance', async () => {
  const { calls, waits } = context()
  const api = { ...API, concurrency: 1, everyMs: 200 }
  for (let number = 0; number < 3; number += 1) await calls.call(api, async () => number)

  expect(waits).toEqual([200, 200])
})
