import type { CommitmentFigures, CommitmentRecord } from '@outlay/shared/commitments'
import { expect, test } from 'vitest'
import { sentenceOf } from './sentence.ts'

const FIGURES: CommitmentFigures = {
  ...{ used: '920', unused: '80', onDemand: '9000', spot: '0', unpriced: '0', unamortised: 0, untold: 0 },
  ...{ usedEquivalent: 1000, onDemandEquivalent: 9000, utilisation: 0.92, coverage: 0.1 },
  ...{ commitmentSavingsRate: 0.01, totalSavingsRate: 0.02, estimatedShare: 0 },
}
const NONE = { low: 0, expected: 0, high: 0 }
const EXPIRING = [
  { days: 30, count: 0, notRenewing: NONE },
  { days: 60, count: 2, notRenewing: { low: 1, expected: 938.3, high: 1000 } },
  { days: 90, count: 3, notRenewing: NONE },
] as const
const RECORDS = [{}] as CommitmentRecord[]

const say = (
  more: Partial<CommitmentFigures>,
  expiring: Parameters<typeof sentenceOf>[0]['expiring'] = [],
  commitments = RECORDS,
) => sentenceOf({ overall: { ...FIGURES, ...more }, expiring, currency: 'USD', commitments })

test.each([
  [say({}), 'Commitments cover 10% of the usage they are sold for and are 92% used; $80.00 went unused.'],
  [
    say({ unused: '0', utilisation: 1 }, EXPIRING),
    'Commitments cover 10% of the usage they are sold for and are 100% used. 2 end within 60 days: without renewal the bill rises by about $938.30 a month.',
  ],
  [
    say({ used: '0', unused: '0', coverage: 0, utilisation: null }),
    'No commitment was in use: $9.0K ran on demand that one could cover.',
  ],
  [say({ coverage: null }), 'Commitments are 92% used; $80.00 went unused.'],
  [
    say({ onDemand: '0', coverage: null, utilisation: null }),
    'No commitment was in use in this period, and nothing ran on demand that one could cover.',
  ],
  [
    say({ onDemand: '0', coverage: null, utilisation: null, untold: 20 }, [], []),
    'Coverage is unknown: the bill has no usage types that tell which usage a commitment could cover. No cost of this period is under one.',
  ],
  [
    say({ onDemand: '0' }, [], []),
    'There is no usage in this period that a commitment covers or could cover.',
  ],
])('says %s', (said, sentence) => {
  expect(said).toBe(sentence)
})
