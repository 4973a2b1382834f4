import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STAGES } from '../rule.ts'
import { choose, type Option } from './choose.ts'

function option(id: string, stage: Option['stage'], expected: number, more: Partial<Option> = {}): Option {
  return { id, stage, expected, probability: 1, part: null, resources: new Map([['vm', 1000]]), ...more }
}

test('shares compound on what the earlier stage leaves: half the size on spot at 66 % saves 83 %, not 116 %', () => {
  const { taken, left } = choose([option('resize', 'resize', 500), option('spot', 'purchase', 660)])

  expect([...taken].toSorted()).toEqual(['resize', 'spot'])
  expect(left.get('resize')).toBe(1)
  expect(left.get('spot')).toBeCloseTo(0.5)
})

test.each([
  ['a deletion leaves nothing to schedule', 'delete', 'schedule'],
  ['one size is chosen, not two', 'resize', 'resize'],
  ['spot or a commitment, not both', 'purchase', 'commit'],
] as const)('%s', (_, first, second) => {
  const { taken, conflicts } = choose([option('a', first, 900), option('b', second, 300)])
  expect([...taken]).toEqual(['a'])
  expect(conflicts.get('b')).toEqual(['a'])
})

test('what is likely goes before what is large', () => {
  const { taken } = choose([
    option('maybe', 'delete', 1000, { probability: 0.25 }),
    option('sure', 'resize', 400, { probability: 0.95 }),
  ])
  expect([...taken]).toEqual(['sure'])
})

test('measures on different parts of a resource, or on different resources, leave each other alone', () => {
  const { taken, left } = choose([
    option('uploads', 'configure', 100, { part: 'multipart' }),
    option('tiers', 'configure', 300, { part: 'objects' }),
    option('other', 'configure', 300, { resources: new Map([['bucket-2', 800]]) }),
  ])
  expect(taken.size).toBe(3)
  expect([...left.values()]).toEqual([1, 1, 1])
})

test('whatever is found, no resource saves more than it costs', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          stage: fc.constantFrom(...STAGES),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
          probability: fc.double({ min: 0.05, max: 1, noNaN: true }),
          resources: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 16 },
      ),
      (found) => {
        const options = found.map(({ stage, share, probability, resources }, index) => ({
          id: `${index}`,
          stage,
          part: null,
          probability,
          resources: new Map(resources.map((id) => [id, 100])),
          expected: share * 100 * resources.length,
        }))
        const { taken, left } = choose(options)
        const total = options
          .filter(({ id, stage }) => taken.has(id) && stage !== 'note')
          .reduce((sum, { id, expected }) => sum + expected * (left.get(id) ?? 0), 0)
        expect(total).toBeLessThanOrEqual(400 + 1e-6)
      },
    ),
  )
})
