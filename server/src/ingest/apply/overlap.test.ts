import { afterEach, beforeEach, expect, test } from 'vitest'
import { parquetIn, type TestFolder, testFolder } from './harness.ts'
import type { Line, UnitSpec } from './staged-builder.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

const days = (SubAccountId: string, from: number, to: number): Line[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    ChargePeriodStart: `2026-07-${String(from + index).padStart(2, '0')}`,
    SubAccountId,
  }))
const payer: UnitSpec = { account: 'payer', lines: [...days('a', 1, 10), ...days('b', 1, 10)] }
const member: UnitSpec = { account: 'a', lines: days('a', 1, 10) }
const total = async () => (await folder.select('select sum(billed)::double from cost_fact'))[0]?.[0]

test("a member's export beside its payer's stops and names both, and nothing has changed", async () => {
  await folder.deliver({ units: [payer] })

  await expect(folder.deliver({ units: [member] })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/Billing account a .* sub-account a of 2026-07, .* billing account payer/),
  })
  expect(await total()).toBe(20)
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
})

test("with replace the payer's export takes the place of the member's", async () => {
  const first = await folder.deliver({ units: [member] })
  const second = await folder.deliver({ units: [payer] }, { replace: true })

  expect(second.replaced).toEqual([first.imports[0]?.id])
  expect(await total()).toBe(20)
  expect(parquetIn(folder.db.paths.lake)).toHaveLength(1)
})

test("even with replace the member's export never throws out its payer's other accounts", async () => {
  await folder.deliver({ units: [payer] })

  await expect(folder.deliver({ units: [member] }, { replace: true })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  expect(await total()).toBe(20)
})

test('an account that moved from one payer to another in mid-month is no overlap', async () => {
  await folder.deliver({ units: [{ account: 'payer', lines: days('a', 1, 15) }] })
  await folder.deliver({ units: [{ account: 'buyer', lines: days('a', 15, 31) }] })

  expect(await total()).toBe(32)
})

test.each([
  { case: 'payer first', units: [payer, member] },
  { case: 'member first', units: [member, payer] },
])("a payer's and its member's export in one command stop, even with replace: $case", async ({ units }) => {
  for (const replace of [false, true])
    await expect(folder.deliver({ units }, { replace })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(
        /sub-account a of 2026-07, .* of the same command describes too.*leave one/,
      ),
    })

  expect(await total()).toBeNull()
  expect(parquetIn(folder.db.paths.lake)).toEqual([])
})

test.each([
  {
    case: 'two accounts of their own in one delivery',
    units: [payer, { account: 'c', lines: days('c1', 1, 10) }],
    more: [],
  },
  {
    case: 'an account that moved, in one delivery',
    units: [
      { account: 'payer', lines: days('a', 1, 15) },
      { account: 'buyer', lines: days('a', 15, 31) },
    ],
    more: [],
  },
  {
    case: 'two accounts that one file tells apart',
    units: [
      { ...payer, file: 'all.csv' },
      { ...member, file: 'all.csv' },
    ],
    more: [],
  },
  {
    case: 'other periods',
    units: [payer],
    more: [{ ...member, period: '2026-06', lines: [{ SubAccountId: 'a' }] }],
  },
  {
    case: 'providers without global ids',
    units: [{ ...payer, provider: 'acme' }],
    more: [{ ...member, provider: 'acme' }],
  },
])('no overlap: $case', async ({ units, more }) => {
  await folder.deliver({ units })
  await folder.deliver({ units: more })

  expect(await folder.select(`select count(*)::integer from import where state = 'counted'`)).toEqual([
    [units.length + more.length],
  ])
})
