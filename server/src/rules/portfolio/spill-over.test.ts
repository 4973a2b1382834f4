import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Replay, replayBill } from './reprice.ts'
import { type Cut, prepareReplay, spillOver } from './spill-over.ts'

const line = (resource: string, onDemand: number) => ({
  resource,
  slot: 'h',
  onDemand,
  billed: onDemand,
  rates: { sp: 0.72 },
})
const savingsOf = (replay: Replay, cuts: readonly Cut[]) => spillOver(prepareReplay(replay), cuts)
const cut = (id: string, resource: string, share: number) => ({ id, shares: new Map([[resource, share]]) })

test('a plan of 72 covers an idle machine worth 100: with another one on demand, stopping it saves 100', () => {
  const replay: Replay = {
    usage: [{ ...line('idle', 100), billed: 72 }, line('busy', 100)],
    commitments: [{ scope: 'sp', slot: 'h', paid: 72 }],
  }
  expect(savingsOf(replay, [cut('stop', 'idle', 1)]).get('stop')).toEqual({ billed: 72, net: 100 })
})

test('with nothing else on demand it saves nothing until the plan ends', () => {
  const replay: Replay = {
    usage: [{ ...line('idle', 100), billed: 72 }],
    commitments: [{ scope: 'sp', slot: 'h', paid: 72 }],
  }
  expect(savingsOf(replay, [cut('stop', 'idle', 1)]).get('stop')).toEqual({ billed: 72, net: 0 })
})

test('freed dollars are lent out once: the second machine that stops finds nothing left to refill', () => {
  const replay: Replay = {
    usage: [line('a', 100), line('b', 100), line('busy', 100)],
    commitments: [{ scope: 'sp', slot: 'h', paid: 144 }],
  }
  const savings = savingsOf(replay, [cut('first', 'a', 1), cut('second', 'b', 1)])
  expect(savings.get('first')?.net).toBeCloseTo(100)
  expect(savings.get('second')?.net).toBeCloseTo(0)
})

test('a commitment of another scope does not come to help', () => {
  const replay: Replay = {
    usage: [line('idle', 100), { ...line('busy', 100), rates: { ri: 0.6 } }],
    commitments: [{ scope: 'sp', slot: 'h', paid: 72 }],
  }
  expect(savingsOf(replay, [cut('stop', 'idle', 1)]).get('stop')?.net).toBeCloseTo(0)
})

test('over random bills, counted savings are never more than the bill before less the bill after', () => {
  const amount = fc.double({ min: 0, max: 100, noNaN: true })
  const slot = fc.constantFrom('1', '2', '3')
  const scope = fc.constantFrom('ri', 'sp')
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          resource: fc.constantFrom('a', 'b', 'c', null),
          slot,
          onDemand: amount,
          billed: amount,
          rates: fc.dictionary(scope, fc.double({ min: 0.2, max: 1, noNaN: true })),
        }),
        { maxLength: 12 },
      ),
      fc.array(fc.record({ scope, slot, paid: amount }), { maxLength: 5 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.double({ min: 0, max: 1, noNaN: true })), {
        maxLength: 5,
      }),
      (usage, commitments, measures) => {
        const replay = { usage, commitments }
        const cuts = measures.map(([resource, share], index) => cut(`${index}`, resource, share))
        const counted = [...savingsOf(replay, cuts).values()].reduce((sum, { net }) => sum + net, 0)
        const keep = new Map<string, number>()
        for (const [resource, share] of measures) keep.set(resource, (keep.get(resource) ?? 1) * (1 - share))
        const before = replayBill(replay, () => 1)
        const after = replayBill(replay, (resource) => keep.get(resource ?? '') ?? 1)
        expect(counted).toBeLessThanOrEqual(before - after + 1e-6)
        expect(counted).toBeGreaterThanOrEqual(before - after - 1e-6)
      },
    ),
  )
})
