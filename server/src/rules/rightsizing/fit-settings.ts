import { z } from 'zod'

/** Settings of rules that look for a smaller or other machine that holds the load; `series` names what was measured. */
export function fitSettings(series: string, minShare = 0.1) {
  return {
    days: z.number().min(7).max(32).default(14).describe(`Days of ${series}, at least, and of age`),
    headroom: z
      .number()
      .min(0)
      .max(0.6)
      .default(0.2)
      .describe('Part of the new cores and GPUs that stays free at the P99.5'),
    memory_headroom: z
      .number()
      .min(0)
      .max(0.6)
      .default(0.2)
      .describe('Part of the new memory that stays free'),
    min_share: z
      .number()
      .min(0)
      .max(0.9)
      .default(minShare)
      .describe('Part of the price that must end, at least'),
  }
}
