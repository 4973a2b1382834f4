import { expect, test } from 'vitest'
import { createAnswerCache } from './answer-cache.ts'

const answer = (body: string) => async () => ({ body, dataVersion: '1' })
const always = () => true

test('equal questions that run at the same time are asked once', async () => {
  const cache = createAnswerCache(1000, always)
  let asked = 0
  const produce = async () => {
    asked += 1
    return { body: 'x', dataVersion: '1' }
  }

  await Promise.all([cache.get('a', produce), cache.get('a', produce), cache.get('a', produce)])
  await cache.get('a', produce)

  expect(asked).toBe(1)
  expect(cache.stats).toMatchObject({ hits: 1, misses: 1 })
})

test('drops what was used longest ago when the bytes pass the bound', async () => {
  const cache = createAnswerCache(100, always)
  for (const key of ['a', 'b', 'c', 'd']) await cache.get(key, answer('0123456789'))
  await cache.get('a', answer('again'))
  await cache.get('e', answer('0123456789'))

  expect(cache.stats.bytes).toBeLessThanOrEqual(100)
  expect((await cache.get('a', answer('again'))).body).toBe('0123456789')
  expect((await cache.get('b', answer('again'))).body).toBe('again')
})

test('keeps neither failures nor answers of another version', async () => {
  const cache = createAnswerCache(1000, () => false)

  await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect((await cache.get('a', answer('first'))).body).toBe('first')
  expect((await cache.get('a', answer('second'))).body).toBe('second')
})

test('tells the question when the last of those who asked has gone', async () => {
  const cache = createAnswerCache(1000, always)
  const [first, second] = [new AbortController(), new AbortController()]
  const signals: AbortSignal[] = []
  const produce = (signal: AbortSignal) => {
    signals.push(signal)
    return new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('stopped'))),
    )
  }
  const both = [cache.get('a', produce, first.signal), cache.get('a', produce, second.signal)]

  first.abort()
  expect(signals[0]?.aborted).toBe(false)
  second.abort()

  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  for (const asked of both) await expect(asked).rejects.toThrow('stopped')
  expect((await cache.get('a', answer('new'))).body).toBe('new')
})
