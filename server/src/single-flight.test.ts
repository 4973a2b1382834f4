import { expect, test } from 'vitest'
import { singleFlight } from './single-flight.ts'

/** Work that ends when it is told to, and counts how often it began. */
function controlled() {
  const ends: ((outcome: number | Error) => void)[] = []
  const run = singleFlight(
    () =>
      new Promise<number>((resolve, reject) => {
        ends.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)))
      }),
  )
  return { run, ends }
}

test('callers at the same time share one run', async () => {
  const { run, ends } = controlled()

  const both = [run(), run()]
  ends[0]?.(7)

  expect(await Promise.all(both)).toEqual([7, 7])
  expect(ends).toHaveLength(1)
})

test('who comes after the end starts another', async () => {
  const { run, ends } = controlled()
  const first = run()
  ends[0]?.(1)
  await first

  const second = run()
  ends[1]?.(2)

  expect(await second).toBe(2)
})

test('a failure reaches all who wait for it, and nobody who comes after', async () => {
  const { run, ends } = controlled()
  const both = Promise.allSettled([run(), run()])
  ends[0]?.(new Error('broken'))
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])

  const after = run()
  ends[1]?.(3)

  expect(await after).toBe(3)
})
