import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { idlePublicIp } from './idle-01-public-ip.ts'

const aws: TestLine = {
  service: 'Amazon Virtual Private Cloud',
  resource: 'eipalloc-1',
  usageType: 'USE1-PublicIPv4:IdleAddress',
  cost: '0.12',
}
const google: TestLine = { provider: 'gcp', resource: 'ip-1', meter: 'Static Ip Charge', cost: '0.24' }
const azure: TestLine = {
  provider: 'azure',
  resource: '/subscriptions/s/ip-1',
  meter: 'Standard IPv4 Static Public IP',
  cost: '0.12',
}
const inventory = (attached: boolean) => [
  { resource: '/subscriptions/s/ip-1', type: 'ip_address', attributes: { attached } },
]

test.each<readonly [string, TestBill, string]>([
  ['an idle address of AWS', { lines: [aws] }, 'P 3.60'],
  ['a reserved one of Google Cloud', { lines: [google] }, 'P 7.20'],
  ['one of Azure that is on nothing', { lines: [azure], inventory: inventory(false) }, 'I 3.60'],
  ['one of Azure without an inventory', { lines: [azure] }, 'no_inventory'],
  ['one of Azure that is in use', { lines: [azure], inventory: inventory(true) }, 'not_worth_it'],
  ['an address in use', { lines: [{ ...aws, usageType: 'PublicIPv4:InUseAddress' }] }, 'nothing'],
  ['one that was idle for three days', { lines: [{ ...aws, from: 2 }] }, 'nothing'],
  ['one that is gone already', { lines: [{ ...aws, to: 6 }] }, 'not_worth_it'],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(idlePublicIp, bill)).toBe(verdict)
})
