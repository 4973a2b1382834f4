import type { ImportRecord } from '@outlay/shared/api'
import { expect, test } from 'vitest'
import { heldOf, heldSentence } from './held-import.tsx'

const total = (currency: string, billed: string | null) => ({
  currency,
  rows: 1,
  billed,
  effective: null,
  contracted: null,
  list: null,
})
const record = (patch: Partial<ImportRecord>): ImportRecord => ({
  id: 'a',
  delivery: 'd',
  source: 'azure-ea',
  kind: 'costs',
  format: 'focus',
  grain: 'resource',
  provider: 'azure',
  billingAccount: '860',
  billingPeriod: '2026-11',
  state: 'counted',
  files: [],
  rowsIn: 22070,
  rowsKept: 22070,
  rowsRejected: 0,
  totals: [total('USD', '40170.461986735')],
  replaces: null,
  message: null,
  createdAt: '2026-11-23T09:40:00Z',
  ...patch,
})
const held = record({
  id: 'b',
  state: 'held',
  rowsKept: 10190,
  totals: [total('USD', '11359.43324739')],
  message: 'Held: it would drop 72 % of its billed USD. Accept it with "outlay imports accept b".',
})

test.each([
  {
    name: 'money and rows',
    imports: [held, record({})],
    sentence: 'It would lower Nov 2026 from $40,170 to $11,359 billed and from 22,070 to 10,190 rows.',
  },
  {
    name: 'a currency that would vanish',
    imports: [record({ rowsKept: 9, totals: [total('EUR', '12.5'), total('USD', '1')] })],
    sentence: 'It would lower Nov 2026 from €12.50 to €0.00 billed.',
  },
  {
    name: 'another month is no measure',
    imports: [record({ billingPeriod: '2026-10' })],
    sentence: 'It would replace much of Nov 2026, so it waits to be accepted.',
  },
])('a held import says what it would lower: $name', ({ imports, sentence }) => {
  expect(heldSentence(held, imports)).toBe(sentence)
})

test('a source has the held imports of its own account', () => {
  const imports = [held, record({}), record({ id: 'c', state: 'held', billingAccount: 'other' })]

  expect(heldOf({ id: 'azure-ea', billingAccount: '860' }, imports).map(({ id }) => id)).toEqual(['b'])
})
