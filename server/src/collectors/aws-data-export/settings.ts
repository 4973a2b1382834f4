import { z } from 'zod'
import { awsConnection } from '../aws-settings.ts'

export const settings = z.strictObject({
  /** Bucket that the export is delivered to. */
  bucket: z.string().min(3),
  /** Prefix of the export within the bucket, as it stands in its delivery options. */
  prefix: z
    .string()
    .regex(/^[^/]/, 'a prefix has no leading slash')
    .transform((text) => text.replace(/\/+$/, ''))
    .default(''),
  /** Name of the export or report, which is the folder under the prefix. */
  exportName: z.string().regex(/^[\w.-]+$/, 'a name of letters, digits, - _ and .'),
  /** Region of the bucket. */
  region: z.string().min(1),
  ...awsConnection,
  /** Billing months before the current one to bring in at most. */
  months: z.int().min(0).max(120).default(38),
})
export type Settings = z.output<typeof settings>
