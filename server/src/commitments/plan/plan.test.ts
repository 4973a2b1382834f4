import type { PlanAnswer } from '@outlay/shared/commitment-plan'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestFolder } from '../../ingest/apply/harness.ts'
import { asked, commitmentsBill } from '../test-bill.ts'
import { answerPlan } from './answer-plan.ts'

let folder: TestFolder
beforeAll(async () => {
  folder = await commitmentsBill()
})
afterAll(() => folder.remove())

const planned = (text: string): Promise<PlanAnswer> =>
  asked(folder, (ask) => answerPlan(ask, new URLSearchParams(text), folder.db.paths.lake))

test('reads hours from the lake and takes the discount of the own commitments of that term', async () => {
  const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&hourly=2')

  expect(plan?.demand).toMatchObject({
    start: '2026-06-09',
    end: '2026-08-08',
    hours: 1440,
    from: 'hours',
    mean: 7,
    least: 4,
    most: 10,
  })
  expect(plan?.discount).toMatchObject({ source: 'bill', rough: false })
  expect(plan?.discount?.discount).toBeCloseTo(0.2)
  // The fifth of the hours with the least costs 4 an hour: 4 × 0.8 promised, (4 − 3.2) × 720 saved.
  expect(plan?.best).toMatchObject({
    hourly: 3.2,
    covers: 4,
    utilisation: 1,
    regret: 0,
    saving: { expected: 576 },
  })
  expect(plan?.chosen).toMatchObject({ hourly: 2, saving: { expected: 360 }, regret: 216 })
  expect(plan).toMatchObject({ breakEven: 0.8, breakEvenMonths: 9.6 })
})

test('an offer that is entered wins, and a deeper discount carries busier hours', async () => {
  const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&discount=0.6')

  expect(plan?.offers.map(({ source }) => source)).toEqual(['entered', 'bill', 'catalogue'])
  expect(plan?.best).toMatchObject({ hourly: 4, covers: 10, utilisation: 0.7, saving: { expected: 2160 } })
  expect(plan?.best?.savingIfDown40).toBe(144) // hours of 6 and 2.4: 4.2 used for 4
})

test('usage of commitments that end comes back at on-demand prices where it is asked for', async () => {
  const without = await planned('program=aws-compute-savings-plan&scope=acc-1|USD')
  const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&ending=60')

  expect(plan?.demand.endingHourly).toBeCloseTo((53 * 2.5 + 7 * 1.875) / 60, 3)
  expect(plan?.demand.mean).toBeCloseTo(
    (without.plan?.demand.mean ?? 0) + (plan?.demand.endingHourly ?? 0),
    3,
  )
  expect(without.plan?.demand.coveredHourly).toBeGreaterThan(1)
})

test('standing recommendations are taken first where it is asked for', async () => {
  const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-1|USD&measures=taken')

  // i-1 is all of the usage on demand, and two recommendations leave 0.5 × 0.8 of it.
  expect(plan?.demand).toMatchObject({ mean: 2.8, least: 1.6, most: 4, measures: 'taken' })
})

test('days that were spread over their hours are said to be days, and carry less', async () => {
  const { plan } = await planned('program=aws-compute-savings-plan&scope=acc-2|USD&term=36')

  expect(plan?.demand).toMatchObject({ from: 'days', mean: 10 })
  expect(plan?.discount).toMatchObject({ source: 'catalogue', rough: true, low: 0.2 })
  expect(plan?.best?.covers).toBeCloseTo(8)
  expect(plan?.notes[0]).toContain('days, not hours')
})

test('a plan for a family asks for its own scope', async () => {
  const { plan, programs } = await planned('program=aws-instance-savings-plan')

  expect(plan?.scope.name).toBe('m5 in us-east-1 · Amazon EC2 · acc-2')
  expect(programs.map(({ id }) => id)).toEqual(['aws-compute-savings-plan', 'aws-instance-savings-plan'])
  await expect(planned('program=azure-reservation')).rejects.toThrow('no usage for "azure-reservation"')
  await expect(planned('program=aws-compute-savings-plan&scope=x')).rejects.toThrow('no such scope')
})
