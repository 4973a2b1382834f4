import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../errors.ts'

const PlantedAnomaly = z.object({
  id: z.string(),
  shape: z.string(),
  scope: z.object({
    provider: z.string(),
    subAccountId: z.string().nullable(),
    currency: z.string(),
    lines: z.array(z.object({ service: z.string() })),
  }),
  firstDay: z.string(),
  /** Null where it goes on. */
  lastDay: z.string().nullable(),
  impact: z.string().transform(Number),
})
export type PlantedAnomaly = z.output<typeof PlantedAnomaly> & {
  /** It begins and stays: what is to be found is its beginning. */
  readonly onset?: true
}

const Truth = z.object({
  anomalies: z.array(PlantedAnomaly),
  planted: z.array(z.object({ kind: z.string(), resourceIds: z.array(z.string()) })),
})

/** The planted anomalies, and the resources of planted waste, which also appear on some day. Throws BAD_DATA. */
export function readAnomalyTruth(path: string): z.output<typeof Truth> {
  const parsed = Truth.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('BAD_DATA', `${path}: ${issue?.path.join('.')}: ${issue?.message}.`)
}
