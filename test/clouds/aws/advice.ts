import { z } from 'zod'
import { type Answer, defineOperation, type Operation, pageOf, Refusal } from './operation.ts'
import type { AwsWorld } from './world.ts'

const PAGE_MAX = 1000
const paging = { maxResults: z.int().min(1).max(PAGE_MAX).optional(), nextToken: z.string().optional() }
const token = { asked: 'nextToken', given: 'nextToken' } as const
const accountId = z.string().regex(/^\d{12}$/)

/** Findings of Compute Optimizer by operation, and the member of the answer that holds them. */
const FINDINGS = {
  GetEC2InstanceRecommendations: 'instanceRecommendations',
  GetAutoScalingGroupRecommendations: 'autoScalingGroupRecommendations',
  GetEBSVolumeRecommendations: 'volumeRecommendations',
  GetLambdaFunctionRecommendations: 'lambdaFunctionRecommendations',
  GetRDSDatabaseRecommendations: 'rdsDBRecommendations',
  GetIdleRecommendations: 'idleRecommendations',
} as const

const enrollment = defineOperation({
  service: 'compute-optimizer',
  name: 'GetEnrollmentStatus',
  body: z.strictObject({}),
  list: '',
  token: null,
  answer: (_body, world) => ({
    status: isEnrolled(world) ? 'Active' : 'Inactive',
    memberAccountsEnrolled: true,
  }),
})

const findings = Object.entries(FINDINGS).map(([name, list]) =>
  defineOperation({
    service: 'compute-optimizer',
    name,
    body: z.strictObject({ ...paging, accountIds: z.array(accountId).min(1).max(1).optional() }),
    list,
    token,
    answer({ maxResults }, world, offset) {
      if (!isEnrolled(world))
        throw new Refusal('OptInRequiredException', 'Aws account is not registered for recommendation.')
      const page = paged(list, world.computeOptimizer?.[name] ?? [], maxResults, offset, world)
      return { ...page, errors: [] }
    },
  }),
)

const hubStatus = defineOperation({
  service: 'cost-optimization-hub',
  name: 'ListEnrollmentStatuses',
  body: z.strictObject({
    includeOrganizationInfo: z.boolean().optional(),
    ...paging,
    maxResults: z.int().min(1).max(100).optional(),
  }),
  list: 'items',
  token,
  answer: (_body, world) => ({
    items: [{ accountId: '123456789012', status: hubOf(world) ? 'Active' : 'Inactive' }],
  }),
})

const hubList = defineOperation({
  service: 'cost-optimization-hub',
  name: 'ListRecommendations',
  body: z.strictObject({ ...paging, includeAllRecommendations: z.boolean().optional() }),
  list: 'items',
  token,
  answer({ maxResults }, world, offset) {
    if (!hubOf(world))
      throw new Refusal('AccessDeniedException', 'This account is not enrolled in Cost Optimization Hub.')
    return paged('items', world.hub ?? [], maxResults, offset, world)
  },
})

/** Those of the price list that anybody asks here. */
const SERVICE_CODES = ['AmazonEC2', 'AmazonRDS', 'AmazonS3', 'AmazonSageMaker']

const getProducts = defineOperation({
  service: 'pricing',
  name: 'GetProducts',
  body: z.strictObject({
    ServiceCode: z.string().min(1),
    FormatVersion: z.literal('aws_v1').optional(),
    Filters: z
      .array(
        z.strictObject({ Type: z.literal('TERM_MATCH'), Field: z.string().min(1), Value: z.string().min(1) }),
      )
      .max(50)
      .optional(),
    MaxResults: z.int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
  }),
  list: 'PriceList',
  token: { asked: 'NextToken', given: 'NextToken' },
  answer({ ServiceCode, Filters, MaxResults }, world, offset) {
    if (!SERVICE_CODES.includes(ServiceCode))
      throw new Refusal('InvalidParameterException', `Input Parameters are invalid. ${ServiceCode}`)
    const offers = (world.products ?? []).filter(({ serviceCode }) => serviceCode === ServiceCode)
    const matching = offers.filter(({ product }) =>
      (Filters ?? []).every(
        ({ Field, Value }) =>
          (Field === 'productFamily' ? product.productFamily : product.attributes[Field]) === Value,
      ),
    )
    const { rows, next } = pageOf(matching, offset, Math.min(MaxResults ?? 100, world.pageSize ?? 100))
    // Every product is JSON text within the JSON.
    const PriceList = rows.map((product) => JSON.stringify(product))
    return { FormatVersion: 'aws_v1', PriceList, ...(next === undefined ? {} : { NextToken: next }) }
  },
})

export const adviceOperations: readonly Operation[] = [
  enrollment,
  ...findings,
  hubStatus,
  hubList,
  getProducts,
]

function isEnrolled({ enrolled }: AwsWorld): boolean {
  return enrolled?.computeOptimizer ?? true
}

function hubOf({ enrolled }: AwsWorld): boolean {
  return enrolled?.hub ?? true
}

function paged(
  list: string,
  all: readonly unknown[],
  asked: number | undefined,
  offset: number,
  world: AwsWorld,
): Answer {
  const { rows, next } = pageOf(all, offset, Math.min(asked ?? PAGE_MAX, world.pageSize ?? PAGE_MAX))
  return { [list]: rows, ...(next === undefined ? {} : { nextToken: next }) }
}
