import { z } from 'zod'
import { gcpConnection, gcpProjectId } from '../gcp-settings.ts'

export const settings = z.strictObject({
  /** Only these projects; all active ones that the credentials see without it. */
  projects: z.array(gcpProjectId).min(1).optional(),
  /** Read the recommendations of Google's Recommender. */
  recommendations: z.boolean().default(true),
  ...gcpConnection,
})
export type Settings = z.output<typeof settings>
