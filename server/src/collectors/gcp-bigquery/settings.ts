import { z } from 'zod'
import { gcpBillingAccount, gcpConnection, gcpProjectId } from '../gcp-settings.ts'

const GIBIBYTE = 2 ** 30
/** BigQuery bills ten mebibytes for the smallest query. Source: BigQuery pricing, "On-demand compute". */
const SMALLEST_QUERY = 10 * 2 ** 20

export const settings = z.strictObject({
  /** The project in which queries run and which pays for them. */
  project: gcpProjectId,
  /** The dataset of the export, `dataset` or `project.dataset`. */
  dataset: z
    .string()
    .regex(
      /^([a-z][a-z0-9-]{4,28}[a-z0-9]\.)?\w{1,1024}$/,
      'a dataset is written dataset or project.dataset',
    ),
  /** A table or view of the dataset; without it the finest export that is there. */
  table: z
    .string()
    .regex(/^\w{1,1024}$/)
    .optional(),
  /** Whose export, where the dataset holds those of several billing accounts. */
  billingAccount: gcpBillingAccount.optional(),
  /** Bytes that one query may be billed for; BigQuery refuses it beyond. */
  maxBytesBilled: z
    .int()
    .min(SMALLEST_QUERY)
    .default(100 * GIBIBYTE),
  ...gcpConnection,
})
export type Settings = z.output<typeof settings>
