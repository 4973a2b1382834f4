import { z } from 'zod'
import { awsAccountId, awsConnection } from '../aws-settings.ts'

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region looks like eu-west-1')

export const settings = z.strictObject({
  /** The account that the credentials belong to: names in metrics become the ids of the bill with it. */
  accountId: awsAccountId,
  /** Regions to look at. */
  regions: z.array(region).min(1).max(40).default(['us-east-1']),
  ...awsConnection,
  /** Further accounts whose inventory and metrics are read, each by a named profile that goes into a role there. */
  accounts: z
    .array(
      z.strictObject({
        accountId: awsAccountId,
        profile: z.string().min(1),
        regions: z.array(region).min(1).max(40).optional(),
      }),
    )
    .max(200)
    .default([]),
  /** Days of metrics that the first run reads; AWS keeps hours for 455 days. */
  days: z.int().min(1).max(454).default(35),
  /** vCPUs and GPUs of an endpoint's instances by its name: SageMaker sums percentages over them. */
  endpoints: z
    .record(z.string().min(1), z.strictObject({ vcpus: z.int().min(1), gpus: z.int().min(0) }))
    .default({}),
  /** Instances, volumes, addresses and snapshots. */
  inventory: z.boolean().default(true),
  /** Hourly metrics of CloudWatch. */
  metrics: z.boolean().default(true),
  /** Findings of Compute Optimizer and Cost Optimization Hub. */
  advice: z.boolean().default(true),
  /** On-demand and reserved prices of instances, volumes and SageMaker from the price list. */
  prices: z.boolean().default(true),
  /** Requests for metrics that one run may pay for, at most 0.005 USD each. */
  maxRequests: z.int().min(1).default(500),
})
export type Settings = z.output<typeof settings>
