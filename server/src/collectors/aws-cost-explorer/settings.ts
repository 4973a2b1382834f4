import { z } from 'zod'
import { awsAccountId, awsConnection } from '../aws-settings.ts'

export const settings = z.strictObject({
  /** The payer's account id: Cost Explorer does not tell it. Without one the source's id stands in its place. */
  billingAccount: awsAccountId.optional(),
  billingAccountName: z.string().min(1).optional(),
  /** Cost Explorer lives in us-east-1, from wherever it is asked. */
  region: z.string().default('us-east-1'),
  ...awsConnection,
  /** Requests that one run may pay for, at 0.01 USD each. */
  maxRequests: z.int().min(1).default(500),
  /** Cost-allocation tags to ask costs by service for: two requests a month each. */
  tagKeys: z.array(z.string().min(1)).max(8).default([]),
  /** Costs by account and service, and by service and region. */
  groupings: z.boolean().default(true),
  /** AWS's own forecast, anomalies, rightsizing and commitment figures. */
  advice: z.boolean().default(true),
  /** Costs of single resources of the last 14 days, for the services named. The payer must have switched them on. */
  resourceServices: z.array(z.string().min(1)).max(10).default([]),
})
export type Settings = z.output<typeof settings>
