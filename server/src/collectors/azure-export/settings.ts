import { z } from 'zod'

export const settings = z.strictObject({
  /** The storage account that the exports go to: its name alone. */
  storageAccount: z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, 'the name alone, 3 to 24 lower-case letters and digits'),
  container: z.string().min(3),
  /** The folder that holds the exports; without one the whole container is searched. */
  folder: z
    .string()
    .transform((text) => text.replace(/^\/+|\/+$/g, ''))
    .default(''),
  /** Another address than `https://<account>.blob.core.windows.net`. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Certificate authorities (PEM) to trust for the endpoint instead of the system's. */
  caFile: z.string().optional(),
  /** An access token as it stands, for an endpoint on loopback. */
  tokenFile: z.string().optional(),
})
export type Settings = z.output<typeof settings>
