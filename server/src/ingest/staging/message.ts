import { z } from 'zod'

/** What the staging child tells its parent over IPC; anything else is ignored by nobody: it is an error. */
export const ChildMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('progress'),
    step: z.enum(['read', 'type', 'check']),
    file: z.string(),
    done: z.int(),
    of: z.int(),
    rows: z.int(),
  }),
  z.strictObject({ type: z.literal('done') }),
  z.strictObject({ type: z.literal('failed'), code: z.string(), message: z.string() }),
])
export type ChildMessage = z.infer<typeof ChildMessage>
