import type { AnomalyKind } from '@outlay/shared/detect'
import { expect, test } from 'vitest'
import type { AccountState } from '../../queries/data-state.ts'
import { waitsForData } from './late-sources.ts'

const account = (provider: string, billingAccount: string, currency = 'USD'): AccountState => ({
  ...{ provider, billingAccount, currency },
  ...{ from: '2026-01-01', to: '2026-11-10', through: '2026-11-10' },
})
const ACCOUNTS = [account('aws', 'a'), account('aws', 'a', 'EUR'), account('aws', 'b'), account('gcp', 'g')]

test.each<readonly [string, string | null, string | null, AnomalyKind, readonly AccountState[], boolean]>([
  ['a spike in the late account', 'aws', 'a', 'spike', [account('aws', 'a')], true],
  ['a spike in another account', 'aws', 'b', 'spike', [account('aws', 'a')], false],
  ['a spike of a provider with one late account of two', 'aws', null, 'spike', [account('aws', 'a')], false],
  ['a drop of a provider with one late account of two', 'aws', null, 'drop', [account('aws', 'a')], true],
  ['a spike of a provider that is late as a whole', 'gcp', null, 'shift', [account('gcp', 'g')], true],
  ['a drop of a team where a source is late', null, null, 'drop', [account('gcp', 'g')], true],
  ['a rise of a team where a source is late', null, null, 'drift', [account('gcp', 'g')], false],
  ['a drop where nothing is late', 'aws', 'a', 'drop', [], false],
])('waits for data or not: %s', (_, provider, billingAccountId, kind, late, waits) => {
  expect(waitsForData({ provider, billingAccountId, kind }, late, ACCOUNTS)).toBe(waits)
})
