import { ML_CLASSES } from '@outlay/shared/ml'
import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { Fact } from '../queries/fact-builder.ts'
import { mlLinesSql } from './lines-sql.ts'
import { readMlQuestion } from './question.ts'
import { answerMlSummary } from './summary.ts'
import { askOf } from './test-ask.ts'
import { LINES, sagemaker } from './test-lines.ts'

describe('classes', () => {
  let bill: Awaited<ReturnType<typeof askOf>>
  const found = new Map<string, string>()

  beforeAll(async () => {
    // Each line in a region of its own, by which it is known again.
    const facts = LINES.map(
      ([what, , line]): Fact => ({ day: '2026-11-10', billed: '1', ...line, region: what }),
    )
    bill = await askOf({
      facts,
      inventory: [{ resource: 'vol-1', type: 'disk', attributes: { attached_to: 'i-3' } }],
    })
    const { ctes, binder } = mlLinesSql(bill.ask, await readMlQuestion(bill.ask, new URLSearchParams()))
    const sql = `with ${ctes} select region, class from line`
    const row = z.object({ region: z.string(), class: z.string() })
    const params = z.record(z.string(), z.string())
    const rows = await runQuery(bill.ask.connection, { name: 'classes', sql, params, row }, binder.params)
    for (const { region, class: id } of rows) found.set(region, id)
  })
  afterAll(() => bill.close())

  test.each(LINES)('%s: %s', (what, expected) => {
    expect(found.get(what) ?? null).toBe(expected)
  })

  test('every class has a line here', () => {
    expect(new Set(LINES.map(([, expected]) => expected))).toEqual(new Set([...ML_CLASSES, null]))
  })
})

test('several currencies come into one where that is asked for, each class by the rate of its day', async () => {
  const line = {
    day: '2026-11-10',
    ...sagemaker,
    usage_type: 'Host:ml.g5.xlarge',
    resource: 'e',
    billed: '10',
  }
  const { ask, lake, close } = await askOf({
    facts: [
      line,
      { ...line, currency: 'EUR', billing_account: 'eu', usage_type: 'Train:ml.g5.xlarge', resource: 't' },
    ],
  })
  await ask.connection.run(`insert into exchange_rate values (date '2026-11-10', 'EUR', 'USD', 1.1, 'rates')`)
  const one = await answerMlSummary(ask, new URLSearchParams('currency=USD'), lake)
  const both = await answerMlSummary(ask, new URLSearchParams('reportCurrency=USD'), lake)
  close()
  expect([one.total, one.meta.currencies]).toEqual(['10', [{ currency: 'EUR', total: '10' }]])
  expect([both.total, both.gpu.cost, both.allCosts]).toEqual(['21', '21', '21'])
  expect(both.classes.find(({ class: id }) => id === 'training')?.cost).toBe('11')
  expect(both.meta.report?.conversions.map(({ from }) => from).toSorted()).toEqual(['EUR', 'USD'])
})

test('classes, periods, clouds and teams each add up to the total to the last digit', async () => {
  const digits = fc.integer({ min: -99_999_999, max: 2_000_000_000 })
  const lines = fc.array(
    fc.tuple(
      fc.nat(ALONE.length - 1),
      digits,
      fc.constantFrom('a', 'b', null),
      fc.integer({ min: 10, max: 13 }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(lines, async (drawn) => {
      const facts = drawn.map(
        ([index, amount, team, day]): Fact => ({
          ...ALONE[index]?.[2],
          day: `2026-11-${day}`,
          team,
          billed: decimal(amount),
        }),
      )
      const { ask, lake, close } = await askOf({ facts })
      const answer = await answerMlSummary(ask, new URLSearchParams(), lake)
      close()
      const sums = [answer.classes, answer.series, answer.providers, answer.teams].map((rows) =>
        addAmounts(rows.map(({ cost }) => cost)),
      )
      expect(sums).toEqual([answer.total, answer.total, answer.total, answer.total])
      expect(answer.total).toBe(
        addAmounts(
          drawn.flatMap(([index], place) =>
            ALONE[index]?.[1] === null ? [] : [facts[place]?.billed ?? '0'],
          ),
        ),
      )
    }),
    { numRuns: 5 },
  )
})

/** Lines that are what they are whatever stands beside them. */
const ALONE = LINES.filter(([what]) => !/^(cores|traffic|the disk) of a/.test(what))

/** An amount with twelve decimals, which doubles cannot add. */
function decimal(amount: number): string {
  const digits = String(BigInt(Math.abs(amount)) * 10_007n).padStart(13, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`
}
