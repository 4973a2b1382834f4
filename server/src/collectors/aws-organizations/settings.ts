import { z } from 'zod'
import { awsConnection } from '../aws-settings.ts'

export const settings = z.strictObject({
  /** Organizations lives in us-east-1, from wherever it is asked. */
  region: z.string().default('us-east-1'),
  ...awsConnection,
  /** Tags of an account that name its owner, the first that is set counts; case does not matter. */
  ownerTags: z.array(z.string().min(1)).default(['owner', 'team', 'contact']),
})
export type Settings = z.output<typeof settings>
