import type { ChangePartId } from '@outlay/shared/changes'
import { expect, test } from 'vitest'
import { withAsk } from '../ask.ts'
import { type Fact, factsInMemory } from '../fact-builder.ts'
import { answerDrivers } from './drivers.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const HOURS = { resource: 'vm', consumed_unit: 'Hours' } as const
const PLAN = { commitment_id: 'sp-1', commitment_status: 'Used' } as const

/** Facts of a week in October (`old`) and of one in November (`now`), all of one line unless they say otherwise. */
const old = (fact: Partial<Fact>): Fact => ({ day: '2026-11-03', ...HOURS, ...fact })
const now = (fact: Partial<Fact>): Fact => ({ day: '2026-11-10', ...HOURS, ...fact })

interface Case {
  readonly name: string
  readonly facts: readonly Fact[]
  readonly query?: string
  readonly parts: Partial<Record<ChangePartId, string>>
}

const cases: readonly Case[] = [
  {
    name: 'more of the same at the same price is usage',
    facts: [old({ billed: '10', consumed_quantity: '10' }), now({ billed: '25', consumed_quantity: '25' })],
    parts: { usage: '15' },
  },
  {
    name: 'a price that bills round is the same price',
    facts: [
      old({ billed: '0.333333', consumed_quantity: '1' }),
      now({ billed: '1.000001', consumed_quantity: '3' }),
    ],
    parts: { usage: '0.666668' },
  },
  {
    name: 'the same quantity at another price is price',
    facts: [old({ billed: '10', consumed_quantity: '10' }), now({ billed: '8', consumed_quantity: '10' })],
    parts: { price: '-2' },
  },
  {
    name: 'more of it at a higher price: the quantity at the price of before, the price on the quantity of now',
    facts: [old({ billed: '10', consumed_quantity: '10' }), now({ billed: '30', consumed_quantity: '20' })],
    parts: { usage: '10', price: '10' },
  },
  {
    name: 'usage that a commitment came to cover is commitment',
    facts: [
      old({ billed: '10', consumed_quantity: '10' }),
      now({ billed: '0', effective: '6', contracted: '10', list: '10', consumed_quantity: '10', ...PLAN }),
    ],
    parts: { commitment: '-4' },
  },
  {
    name: 'twice the usage, a higher price, and a commitment, each by itself',
    facts: [
      old({ billed: '10', consumed_quantity: '10' }),
      now({ effective: '18', contracted: '24', list: '24', consumed_quantity: '20', ...PLAN }),
    ],
    parts: { usage: '10', price: '4', commitment: '-6' },
  },
  {
    name: 'where no price without the commitment is told the rest is the commitment',
    facts: [
      old({ billed: '10', consumed_quantity: '10' }),
      now({ effective: '14', contracted: '0', list: null, consumed_quantity: '20', ...PLAN }),
    ],
    parts: { usage: '10', commitment: '-6' },
  },
  {
    name: 'what a commitment leaves unused is commitment',
    facts: [
      old({ billed: '1', consumed_quantity: '1' }),
      now({ billed: '1', consumed_quantity: '1' }),
      now({ effective: '7', resource: 'sp', commitment_id: 'sp-1', commitment_status: 'Unused' }),
    ],
    parts: { commitment: '7' },
  },
  {
    name: 'a purchase of a commitment is commitment, any other purchase a fee',
    facts: [
      old({ billed: '1', charge_category: 'Purchase', resource: 'support' }),
      now({ billed: '4', charge_category: 'Purchase', resource: 'support' }),
      now({ billed: '100', charge_category: 'Purchase', prepaid: true, resource: 'sp' }),
    ],
    query: 'metric=billed',
    parts: { commitment: '100', fees: '3' },
  },
  {
    name: 'a resource that never cost anything before is new, whatever it cost at no price',
    facts: [
      old({ billed: '1', consumed_quantity: '1' }),
      now({ billed: '1', consumed_quantity: '1' }),
      old({ billed: '0', resource: 'vm-2' }),
      now({ billed: '5', resource: 'vm-2', consumed_quantity: '5' }),
    ],
    parts: { new: '5' },
  },
  {
    name: 'a resource that costs no more since is gone',
    facts: [
      old({ billed: '1', consumed_quantity: '1' }),
      now({ billed: '1', consumed_quantity: '1' }),
      old({ billed: '5', resource: 'vm-2', consumed_quantity: '5' }),
    ],
    parts: { gone: '-5' },
  },
  {
    name: 'a resource that ran before, paused and runs again is usage',
    facts: [
      { day: '2026-10-01', ...HOURS, billed: '2', consumed_quantity: '2', resource: 'vm-2' },
      old({ billed: '1', consumed_quantity: '1' }),
      now({ billed: '1', consumed_quantity: '1' }),
      now({ billed: '3', consumed_quantity: '3', resource: 'vm-2' }),
    ],
    parts: { usage: '3' },
  },
  {
    name: 'a resource that pauses and runs later is usage',
    facts: [
      old({ billed: '3', consumed_quantity: '3' }),
      now({ billed: '1', resource: 'other', day: '2026-11-02' }),
      { day: '2026-11-16', ...HOURS, billed: '3' },
    ],
    parts: { usage: '-3', gone: '-1' },
  },
  {
    name: 'another size of the same resource is mix',
    facts: [
      old({ billed: '4', consumed_quantity: '10', sku: 'small' }),
      now({ billed: '9', consumed_quantity: '10', sku: 'large' }),
    ],
    parts: { mix: '5' },
  },
  {
    name: 'a resource that went to another team is mix in both',
    facts: [
      old({ billed: '4', consumed_quantity: '4', team: 'a' }),
      now({ billed: '4', consumed_quantity: '4', team: 'b' }),
    ],
    query: 'filter=team:is:b',
    parts: { mix: '4' },
  },
  {
    name: 'usage without a quantity is neither usage nor price',
    facts: [old({ billed: '4', consumed_unit: null }), now({ billed: '9', consumed_unit: null })],
    parts: { no_quantity: '5' },
  },
  {
    name: 'a discount line changes the price',
    facts: [old({ billed: '-4' }), now({ billed: '-9' })],
    parts: { price: '-5' },
  },
  {
    name: 'a free allowance that was used up is usage',
    facts: [
      old({ billed: '0', consumed_quantity: '5' }),
      now({ billed: '0', consumed_quantity: '5' }),
      old({ billed: '0', resource: 'fn', consumed_quantity: '5' }),
      now({ billed: '2', resource: 'fn', consumed_quantity: '9' }),
    ],
    parts: { usage: '2' },
  },
  {
    name: 'tax, credits and corrections are parts of their own where all charges count',
    facts: [
      old({ billed: '2', charge_category: 'Tax' }),
      now({ billed: '3', charge_category: 'Tax' }),
      now({ billed: '-7', charge_category: 'Credit' }),
      now({ billed: '-1', charge_class: 'Correction', consumed_quantity: '1' }),
    ],
    query: 'charges=all',
    parts: { tax: '1', credits: '-7', adjustments: '-1' },
  },
  {
    name: 'days are normalised where that is asked for',
    facts: [old({ billed: '7', consumed_quantity: '7' }), now({ billed: '15', consumed_quantity: '15' })],
    query: 'align=norm&cmpStart=2026-11-01&cmpEnd=2026-11-08&end=2026-11-22',
    parts: { usage: '1' },
  },
]

test.each(cases)('$name', async ({ facts, query = '', parts }) => {
  const connection = await factsInMemory([...facts, { day: '2026-10-01', billed: '1', resource: 'begin' }])
  const params = new URLSearchParams(`start=2026-11-08&${query}`)
  if (!params.has('end')) params.set('end', '2026-11-15')

  const { data, meta } = await withAsk(connection, NOW, (ask) => answerDrivers(ask, params))

  expect(Object.fromEntries(meta.parts.map(({ id, amount }) => [id, amount]))).toEqual(parts)
  expect(new Set(data.map(({ part }) => part))).toEqual(new Set(Object.keys(parts)))
  connection.closeSync()
})
