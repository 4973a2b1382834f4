import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import type { Line } from '../ingest/apply/staged-builder.ts'
import { readKnownCommitments } from './known-commitments.ts'
import { asked } from './test-bill.ts'

let folder: TestFolder

const fee = (id: string, more: Line): Line => ({
  ...{ CommitmentDiscountId: id, CommitmentDiscountType: 'Reserved Instance', ChargeCategory: 'Purchase' },
  ...{ ChargeFrequency: 'Recurring', BilledCost: '10', EffectiveCost: '0' },
  ...more,
})

beforeAll(async () => {
  folder = await testFolder()
  await folder.deliver({
    units: [
      {
        lines: [
          fee('iso', {
            x_CommitmentStart: '2024-01-15T17:05:03.000Z',
            x_CommitmentEnd: '2027-01-14T17:05:02.000Z',
            x_CommitmentPayment: 'Partial Upfront',
          }),
          fee('compact', { x_CommitmentEnd: '20270114T170502.000Z' }),
          fee('no date', { x_CommitmentEnd: 'soon' }),
        ],
      },
      // Columns that another account's files have and these have not.
      { account: 'acc-2', lines: [fee('plain', {})] },
      { account: 'acc-3', lines: [fee('azure', { x_SkuTerm: '36' })] },
    ],
  })
})
afterAll(() => folder.remove())

test('the dates and the term that lines name, in the forms that bills write them', async () => {
  const known = await asked(folder, (ask) => readKnownCommitments(ask, folder.db.paths.lake))

  expect(Object.fromEntries(known.map(({ id, term }) => [id, [term.start, term.end]]))).toEqual({
    iso: ['2024-01-15', '2027-01-14'],
    compact: [null, '2027-01-14'],
    'no date': [null, null],
    plain: [null, null],
    azure: [null, null],
  })
  const textsOf = (id: string) => known.find((each) => each.id === id)?.texts
  expect(textsOf('iso')).toContain('Partial Upfront')
  expect(textsOf('azure')).toContain('36 months')
})
