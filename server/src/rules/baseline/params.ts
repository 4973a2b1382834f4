import { z } from 'zod'
import { whole } from '../../queries/params.ts'
import { BASELINE_METRICS } from './service-totals.ts'

/** Parameters of `GET /recommendations/baseline` and flags of `outlay recommend --baseline`, as text. */
export const BaselineParams = z.strictObject({
  days: whole(1, 400).optional(),
  threshold: z
    .string()
    .refine((text) => /^\d{1,15}(\.\d{1,14})?$/.test(text), {
      error: 'must be an amount of 0 or more, e.g. 100 or 99.5',
    })
    .transform(Number)
    .optional(),
  metric: z.enum(BASELINE_METRICS, { error: `must be one of ${BASELINE_METRICS.join(', ')}` }).optional(),
})
