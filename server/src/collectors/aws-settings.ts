import { z } from 'zod'

/** How an AWS source reaches its cloud; spread into the settings of every AWS collector. */
export const awsConnection = {
  /** A named profile of the AWS configuration files. */
  profile: z.string().optional(),
  /** Another address than AWS's, e.g. a proxy. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Certificate authorities (PEM) to trust for the endpoint instead of the system's. */
  caFile: z.string().optional(),
  /** Keys for an endpoint on loopback, as JSON in the form of a `credential_process`. */
  tokenFile: z.string().optional(),
}

export interface AwsConnection {
  readonly region: string
  readonly profile?: string | undefined
  readonly endpoint?: string | undefined
  readonly caFile?: string | undefined
  readonly tokenFile?: string | undefined
}

export const awsAccountId = z
  .string()
  .regex(/^\d{12}$/, 'an AWS account id has twelve digits; put it in quotes')
