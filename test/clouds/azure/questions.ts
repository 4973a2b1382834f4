import { z } from 'zod'
import { badRequest } from './wire.ts'

/** Dimensions that both agreements know (EA and MCA differ in others). */
export const DIMENSIONS = [
  'ResourceGroup',
  'ResourceGroupName',
  'ResourceType',
  'ResourceId',
  'ResourceLocation',
  'SubscriptionId',
  'SubscriptionName',
  'MeterCategory',
  'MeterSubcategory',
  'Meter',
  'ServiceName',
  'ChargeType',
  'PricingModel',
  'PublisherType',
  'Frequency',
  'BenefitId',
] as const

const Dimension = z.enum(DIMENSIONS)
const Aggregation = z
  .record(
    z.string(),
    z.strictObject({
      name: z.enum(['Cost', 'CostUSD', 'PreTaxCost', 'PreTaxCostUSD', 'UsageQuantity']),
      function: z.literal('Sum'),
    }),
  )
  .refine((all) => Object.keys(all).length >= 1 && Object.keys(all).length <= 2, 'one or two aggregations')

export interface Filter {
  readonly and?: readonly Filter[] | undefined
  readonly or?: readonly Filter[] | undefined
  readonly dimensions?:
    | { readonly name: z.infer<typeof Dimension>; readonly values: readonly string[] }
    | undefined
}

const Filter: z.ZodType<Filter> = z.lazy(() =>
  z
    .strictObject({
      and: z.array(Filter).min(2).optional(),
      or: z.array(Filter).min(2).optional(),
      dimensions: z
        .strictObject({ name: Dimension, operator: z.literal('In'), values: z.array(z.string()).min(1) })
        .optional(),
    })
    .refine((filter) => Object.keys(filter).length === 1, 'a filter has exactly one expression'),
)

const timePeriod = z
  .strictObject({ from: z.iso.datetime(), to: z.iso.datetime() })
  .refine(({ from, to }) => from <= to, 'from is after to')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 366 * 86_400_000, 'more than a year')
const type = z.enum(['Usage', 'ActualCost', 'AmortizedCost'])

/** Body of a query: what Cost Management documents, anything else is refused. */
export const Question = z.strictObject({
  type,
  timeframe: z.literal('Custom'),
  timePeriod,
  dataset: z.strictObject({
    granularity: z.enum(['Daily', 'None']).default('None'),
    aggregation: Aggregation,
    grouping: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('Dimension'), name: Dimension }),
          z.strictObject({ type: z.literal('TagKey'), name: z.string().min(1) }),
        ]),
      )
      .max(2)
      .default([]),
    filter: Filter.optional(),
  }),
})
export type Question = z.infer<typeof Question>

export const ForecastQuestion = z.strictObject({
  type,
  timeframe: z.literal('Custom'),
  timePeriod,
  dataset: z.strictObject({
    granularity: z.literal('Daily'),
    aggregation: Aggregation,
    filter: Filter.optional(),
  }),
  includeActualCost: z.boolean().optional(),
  includeFreshPartialCost: z.boolean().optional(),
})

/** The body as `schema` wants it, or a refusal that names the fault. */
export function parseBody<T>(body: string, schema: z.ZodType<T>): T {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw badRequest('Invalid query definition: the body is no JSON.')
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw badRequest(`Invalid query definition: ${issue?.path.join('.')}: ${issue?.message}.`)
}
