import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { costGroups, VALUES } from './cost-groups.ts'
import { type Answer, defineOperation, pageOf, Refusal } from './operation.ts'
import type { AwsWorld } from './world.ts'

const day = z.iso.date()
export const TimePeriod = z
  .strictObject({ Start: day, End: day })
  .refine(({ Start, End }) => Start < End, 'Start date must be before the end date')

const Dimension = z.enum([
  'AZ',
  'INSTANCE_TYPE',
  'LEGAL_ENTITY_NAME',
  'INVOICING_ENTITY',
  'LINKED_ACCOUNT',
  'OPERATION',
  'PLATFORM',
  'PURCHASE_TYPE',
  'SERVICE',
  'TENANCY',
  'RECORD_TYPE',
  'USAGE_TYPE',
  'REGION',
  'RESOURCE_ID',
])
const Group = z.discriminatedUnion('Type', [
  z.strictObject({ Type: z.literal('DIMENSION'), Key: Dimension }),
  z.strictObject({ Type: z.literal('TAG'), Key: z.string().min(1) }),
])
const Filter = z.strictObject({
  Dimensions: z.strictObject({ Key: Dimension, Values: z.array(z.string()).min(1) }),
})
const Question = z.strictObject({
  TimePeriod,
  Granularity: z.enum(['DAILY', 'MONTHLY']),
  Metrics: z.array(z.enum(['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity'])).min(1),
  GroupBy: z.array(Group).min(1).max(2),
  Filter: Filter.optional(),
  NextPageToken: z.string().optional(),
})
export type Question = z.infer<typeof Question>

/** Costs by day or month and one or two groups; 14 months back at most. */
export const getCostAndUsage = defineOperation({
  service: 'cost-explorer',
  name: 'GetCostAndUsage',
  body: Question.refine(
    ({ GroupBy }) => GroupBy.every(({ Key }) => Key !== 'RESOURCE_ID'),
    'RESOURCE_ID needs GetCostAndUsageWithResources',
  ),
  list: 'ResultsByTime',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer(question, world, offset) {
    checkStart(
      question,
      world,
      monthStart(world.today ?? '9999-12-31', -13),
      'To retrieve data beyond the past 14 months, your start date needs to be the first day of the month.',
    )
    return answerCosts(question, world, offset)
  },
})

/** The same for single resources: the last 14 days, one service at a time. */
export const getCostAndUsageWithResources = defineOperation({
  service: 'cost-explorer',
  name: 'GetCostAndUsageWithResources',
  body: Question.extend({ Filter })
    .refine(({ Filter: { Dimensions } }) => Dimensions.Key === 'SERVICE', 'Filter must name a SERVICE')
    .refine(
      ({ GroupBy }) => GroupBy.some(({ Key }) => Key === 'RESOURCE_ID'),
      'RESOURCE_ID must be grouped or filtered by',
    ),
  list: 'ResultsByTime',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer(question, world, offset) {
    checkStart(
      question,
      world,
      addDays(world.today ?? '9999-12-31', -14),
      'Data is only available for the last 14 days.',
    )
    return answerCosts(question, world, offset)
  },
})

function checkStart(
  { TimePeriod: { Start } }: Question,
  { today }: AwsWorld,
  first: string,
  message: string,
): void {
  if (today === undefined) return
  if (Start < first) throw new Refusal('ValidationException', message)
  if (Start > today) throw new Refusal('ValidationException', 'Start date must not be in the future.')
}

/** One page: as many groups as fit, by period. */
function answerCosts(question: Question, world: AwsWorld, offset: number): Answer {
  const { Start, End } = question.TimePeriod
  const { Dimensions } = question.Filter ?? {}
  const asked = (world.costs ?? []).filter(
    (cost) =>
      cost.day >= Start &&
      cost.day < End &&
      (Dimensions === undefined || Dimensions.Values.includes(VALUES[Dimensions.Key]?.(cost) ?? '')),
  )
  const { rows, next } = pageOf(costGroups(question, asked), offset, world.pageSize ?? 10_000)
  return {
    GroupDefinitions: question.GroupBy,
    ResultsByTime: [...groupBy(rows, ({ start }) => start)].map(([start, groups]) => ({
      TimePeriod: {
        Start: start,
        End: question.Granularity === 'DAILY' ? addDays(start, 1) : monthStart(start, 1),
      },
      Total: {},
      Groups: groups.map(({ Keys, Metrics }) => ({ Keys, Metrics })),
      Estimated: world.estimatedFrom !== undefined && start >= world.estimatedFrom,
    })),
    DimensionValueAttributes: [],
    ...(next === undefined ? {} : { NextPageToken: next }),
  }
}
