import { z } from 'zod'

/** How a Google Cloud source reaches its cloud; spread into the settings of every Google collector. */
export const gcpConnection = {
  /** Another address than Google's, for all of its APIs, e.g. a proxy. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Certificate authorities (PEM) to trust for the endpoint instead of the system's. */
  caFile: z.string().optional(),
  /** A file with an access token, for an endpoint on loopback. */
  tokenFile: z.string().optional(),
}

export interface GcpConnection {
  readonly endpoint?: string | undefined
  readonly caFile?: string | undefined
  readonly tokenFile?: string | undefined
}

export const gcpProjectId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'a project id has 6 to 30 small letters, digits and hyphens')

export const gcpBillingAccount = z
  .string()
  .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, 'a billing account id looks like 01AB23-CD45EF-678901')
