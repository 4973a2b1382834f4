import { z } from 'zod'

export const settings = z.strictObject({
  /** The payer's account id: Cost Explorer does not tell it. Without one the source's id stands in its place. */
  billingAccount: z
    .string()
    .regex(/^\d{12}$/, 'an AWS account id has twelve digits; put it in quotes')
    .optional(),
  billingAccountName: z.string().min(1).optional(),
  /** Cost Explorer lives in us-east-1, from wherever it is asked. */
  region: z.string().default('us-east-1'),
  /** A named profile of the AWS configuration files. */
  profile: z.string().optional(),
  /** Another address than AWS's, e.g. a proxy. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Certificate authorities (PEM) to trust for the endpoint instead of the system's. */
  caFile: z.string().optional(),
  /** Keys for an endpoint on loopback, as JSON in the form of a `credential_process`. */
  tokenFile: z.string().optional(),
  /** Requests that one run may pay for, at 0.01 USD each. */
  maxRequests: z.int().min(1).default(500),
})
export type Settings = z.output<typeof settings>
