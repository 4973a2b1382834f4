import { z } from 'zod'
import { BASELINE_METRICS } from './service-totals.ts'

/** Parameters of `GET /recommendations/baseline` and flags of `outlay recommend --baseline`, as text. */
export const BaselineParams = z.strictObject({
  days: z.coerce.number().pipe(z.int().min(1).max(400)).optional(),
  threshold: z.coerce.number().pipe(z.number().min(0)).optional(),
  metric: z.enum(BASELINE_METRICS).optional(),
})
