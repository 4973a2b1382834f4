import { expect, test } from 'vitest'
import { findIncidents } from './find-incidents.ts'
import type { Atom } from './read-atoms.ts'

const DAYS = 150
const NOBODY_SAID = () => 1

function atom(usageType: string, amount: (day: number) => number, more: Partial<Atom> = {}): Atom {
  const seed = usageType.length
  return {
    provider: 'aws',
    billing_account: '1',
    sub_account: 'prod',
    sub_account_name: 'prod',
    service: 'EC2',
    usage_type: usageType,
    team: 'web',
    currency: 'USD',
    values: Array.from({ length: DAYS }, (_, day) => amount(day) * (1 + 0.03 * Math.sin(day * day + seed))),
    covered: undefined,
    onDemand: undefined,
    ...more,
  }
}

function find(...atoms: Atom[]) {
  const accounts = new Map([['aws\x001', { first: 0, last: DAYS - 1 }]])
  return findIncidents({ from: '2026-06-01', through: '2026-10-28', atoms, accounts }, NOBODY_SAID)
}

const from = (day: number, before: number, after: number) => (at: number) => (at >= day ? after : before)

test('a spike in one usage type is one incident there, not one more for each place above it', () => {
  const found = find(
    atom('a', (day) => (day === 120 || day === 121 ? 900 : 200)),
    atom('bb', () => 150),
    atom('ccc', () => 80, { service: 'S3' }),
  )

  expect(found).toMatchObject([{ scope: 'usage_type', kind: 'spike', start: 120, last: 121 }])
  expect(found[0]?.place).toMatchObject({ sub_account: 'prod', service: 'EC2', usage_type: 'a' })
})

test('usage types of an account that rise together are one incident of what they share', () => {
  const found = find(
    atom('a', from(120, 100, 400)),
    atom('bb', from(120, 100, 300)),
    atom('ccc', () => 60),
  )

  expect(found).toMatchObject([{ scope: 'service', kind: 'shift' }])
  expect(found[0]?.place).toMatchObject({ service: 'EC2', usage_type: null })
})

test('a usage type that takes the place of another is no more spend', () => {
  const found = find(
    atom('old', from(120, 300, 0)),
    atom('newer', from(120, 0, 300)),
    atom('rest', () => 400),
  )

  expect(found.filter(({ kind }) => kind !== 'mix')).toEqual([])
})

test('services that swap their cost are a change of the mix', () => {
  const found = find(
    atom('cdn', from(120, 300, 60), { service: 'CDN' }),
    atom('egress', from(120, 100, 340)),
    atom('rest', () => 500, { service: 'RDS' }),
  )

  expect(found).toMatchObject([{ scope: 'account', kind: 'mix', start: 120 }])
})

test('a shift between two usage types of one service is a change of its mix', () => {
  const found = find(
    atom('in', from(125, 160, 90), { service: 'Tokens' }),
    atom('out', from(125, 120, 195), { service: 'Tokens' }),
    atom('rest', () => 900, { service: 'RDS' }),
  )

  expect(found).toMatchObject([{ scope: 'service', kind: 'mix' }])
  expect(found[0]?.start).toBeLessThanOrEqual(128)
})

test('a new service is new spend; a new usage type that hardly moves its service is not', () => {
  const service = find(
    atom('a', () => 500),
    atom('index', from(120, 0, 75), { service: 'Kendra' }),
  )
  const size = find(
    atom('a', () => 900),
    atom('m7', from(120, 0, 75)),
  )

  expect(service).toMatchObject([{ kind: 'new', start: 120 }])
  expect(size).toEqual([])
})

test('what a commitment pays for is not unusual', () => {
  const values = Array.from({ length: DAYS }, (_, day) => (day >= 120 ? 900 : 0))
  const block = atom('p5', () => 0, { values, covered: values, onDemand: values })

  expect(
    find(
      block,
      atom('a', () => 100),
    ),
  ).toEqual([])
})

test('a team that is charged what another was charged before is not unusual', () => {
  const moved = (team: string, share: (day: number) => number) =>
    atom('a', (day) => 400 * share(day), { team })

  expect(find(moved('web', from(120, 0.9, 0.1)), moved('ads', from(120, 0.1, 0.9)))).toEqual([])
})

test('a tag that is given to a team while its service grows elsewhere is not unusual', () => {
  const charged = (team: string | null, amount: (day: number) => number, usageType = 'a') =>
    atom(usageType, amount, { team })
  const found = find(
    charged(null, from(118, 300, 0)),
    charged('web', from(118, 0, 300)),
    charged(null, from(110, 0, 800), 'trainium'),
  )

  expect(found).toMatchObject([{ kind: 'new', start: 110, place: { usage_type: 'trainium' } }])
})

test('a plain rise in a service that is too restless to show it is told of its usage type', () => {
  const restless = (day: number) => 500 * (1 + 0.15 * Math.sin(day * 1.7 + 2.5))
  const found = find(
    atom('replicas', from(120, 100, 190)),
    atom('batch', () => 0, { values: Array.from({ length: DAYS }, (_, day) => restless(day)) }),
  )

  expect(found).toMatchObject([{ scope: 'usage_type', start: 120, place: { usage_type: 'replicas' } }])
})

test('what is left of an account beside an incident of its service that begins as it does is the same cause', () => {
  const small = Array.from({ length: 6 }, (_, at) =>
    atom(`disk${'x'.repeat(at)}`, from(121, 20, 65), { service: `Service ${at}` }),
  )
  const found = find(atom('a', from(120, 100, 900)), ...small)

  expect(found).toMatchObject([{ start: 120, place: { usage_type: 'a' } }])
})
