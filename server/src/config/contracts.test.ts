import { expect, test } from 'vitest'
import { configBench } from './test-kit.ts'

const { load, faultOf } = configBench()

const CONTRACT = `
contracts:
  - id: edp
    name: EDP
    kind: edp
    provider: aws
    start: 2026-01-01
    end: 2027-01-01
    amount: 5000000
    currency: USD
`

test('reads contracts and credits, with what draws on them', () => {
  const { contracts, credits } = load(`${CONTRACT}    exclude: ["chargeCategory:is:Tax"]
    drawn: { until: 2026-03-01, amount: "812345.67" }
credits:
  - { id: gift, provider: aws, amount: 100000, currency: USD, start: 2026-01-01, expires: 2027-01-01 }
`)

  expect(contracts).toMatchObject([
    {
      amount: '5000000',
      match: [],
      exclude: [[{ dimension: 'chargeCategory', op: 'is', values: ['Tax'] }]],
      marketplaceShare: null,
      drawn: { until: '2026-03-01', amount: '812345.67' },
    },
  ])
  expect(credits).toMatchObject([{ name: null, expires: '2027-01-01', match: [], drawn: null }])
})

test.each([
  [
    'end before start',
    CONTRACT.replace('2027-01-01', '2025-01-01'),
    'contracts[0].end: it must lie after the start',
  ],
  ['unknown kind', CONTRACT.replace('kind: edp', 'kind: ppa'), 'contracts[0].kind'],
  ['a setting that is not there', `${CONTRACT}    marketplace: 0.2\n`, 'there is no such setting'],
  ['a share above all', `${CONTRACT}    marketplaceShare: 25\n`, 'contracts[0].marketplaceShare'],
  [
    'the same id twice',
    `${CONTRACT}${CONTRACT.replace('\ncontracts:\n', '')}`,
    '"edp" is used by contracts[0] already',
  ],
  [
    'a credit that expires before it starts',
    'credits: [{ id: a, provider: aws, amount: 1, currency: USD, start: 2026-01-01, expires: 2025-01-01 }]',
    'credits[0].expires: it must lie after the start',
  ],
])('refuses %s', (_, text, fault) => {
  expect(faultOf(text)).toContain(fault)
})
