import { expect, test } from 'vitest'
import { type InsertJob, paramsOf, rows, start } from './test-kit.ts'

test('the first look finds every month and the time of its newest export', async () => {
  const { fake, windows } = await start()

  const found = await windows()

  expect(found).toHaveLength(13)
  expect(found.slice(0, 3).map(({ key, version }) => [key, version])).toEqual([
    ['2026-11', String(rows[3]?.exported)],
    ['2026-10', '1793667600000123'],
    ['2026-09', String(rows[4]?.exported)],
  ])
  expect(found.at(-1)).toMatchObject({ key: '2025-11', version: '0' })
  expect(paramsOf(fake.calls.at(-2)?.body as InsertJob)).toEqual({
    partitions_from: '2025-10-22T00:00:00Z',
    exported_after: '0',
  })
})

/** Newest export that an earlier run saw. */
const LAST = Date.parse('2026-10-31T09:00:00Z') * 1000
const MONTHS = [
  '2025-11',
  '2025-12',
  ...Array.from({ length: 10 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`),
]
const remembered = Object.fromEntries(
  MONTHS.map((month) => [
    month,
    {
      estimated: false,
      collectedAt: '2026-11-01T00:00:00Z',
      version: month === '2026-10' ? String(LAST) : '0',
    },
  ]),
)

test('later looks begin at the newest export that is known', async () => {
  const { fake, windows } = await start({ run: { remembered } })

  const found = await windows()

  expect(paramsOf(fake.calls.at(-2)?.body as InsertJob)).toEqual({
    partitions_from: '2026-10-29T00:00:00Z',
    exported_after: String(LAST - 6 * 3_600_000_000),
  })
  expect(found.slice(0, 3).map(({ key, version }) => [key, version])).toEqual([
    ['2026-11', String(rows[3]?.exported)],
    ['2026-10', '1793667600000123'],
    ['2026-09', '0'],
  ])
})

test('a month that an earlier run did not come to is looked for', async () => {
  const { '2026-09': _, ...rest } = remembered
  const { fake, windows } = await start({ run: { remembered: rest } })

  const found = await windows()

  expect(paramsOf(fake.calls.at(-2)?.body as InsertJob)).toEqual({
    partitions_from: '2026-08-22T00:00:00Z',
    exported_after: '0',
  })
  expect(found[2]).toMatchObject({ key: '2026-09', version: String(rows[4]?.exported) })
})

test('since reaches as far back as it says', async () => {
  const { windows } = await start({ run: { range: { since: '2024-02-15' } } })

  expect((await windows()).at(-1)?.key).toBe('2024-02')
})
