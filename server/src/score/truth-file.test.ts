import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTruth } from './truth-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'outlay-truth-'))
afterAll(() => rmSync(folder, { recursive: true }))

function truthOf(planted: unknown): string {
  const path = join(folder, 'truth.json')
  writeFileSync(path, JSON.stringify({ planted }))
  return path
}

const piece = (provider: string, account: string, subAccount: string) => ({
  id: 'waste-1',
  kind: 'waste',
  rules: ['CM-01'],
  provider,
  billingAccountId: account,
  subAccountId: subAccount,
  currency: 'USD',
  resourceIds: [],
  lines: [{ subAccountId: subAccount, service: 'Virtual Machines', region: null, usageType: null }],
  monthlyCost: '10',
  monthlySaving: '1.5',
  savings: [{ rule: 'CM-01', monthlySaving: '1.5' }],
  needs: [],
  tempts: [],
})

test.each([
  [
    'Microsoft',
    '/providers/Microsoft.Billing/billingAccounts/8608480',
    '/subscriptions/ABC',
    '8608480',
    'abc',
  ],
  ['AWS', '629314058873', '402917365518', '629314058873', '402917365518'],
] as const)(
  'accounts of %s have the ids that the bill has in the lake',
  (provider, account, sub, id, subId) => {
    expect(readTruth(truthOf([piece(provider, account, sub)]))).toMatchObject([
      { billingAccountId: id, subAccountId: subId, monthlySaving: 1.5, lines: [{ subAccountId: subId }] },
    ])
  },
)

test('a truth that lacks something names the file and the place', () => {
  const path = truthOf([{ ...piece('aws', 'a', 'b'), rules: undefined }])
  expect(() => readTruth(path)).toThrow(`${path}: planted.0.rules`)
})
