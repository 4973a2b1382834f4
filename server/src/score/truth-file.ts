import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../errors.ts'

const Money = z.string().transform(Number)

/** One planted piece of waste, or a decoy; written by the demo's generator from its own parameters. */
const Planted = z.object({
  id: z.string(),
  kind: z.enum(['waste', 'decoy']),
  rules: z.array(z.string()),
  provider: z.string(),
  billingAccountId: z.string(),
  subAccountId: z.string().nullable(),
  currency: z.string(),
  resourceIds: z.array(z.string()),
  lines: z.array(
    z.object({
      subAccountId: z.string().nullable(),
      service: z.string(),
      region: z.string().nullable(),
      usageType: z.string().nullable(),
    }),
  ),
  monthlyCost: Money,
  monthlySaving: Money,
  savings: z.array(z.object({ rule: z.string(), monthlySaving: Money })),
  needs: z.array(z.string()),
  /** Rules that may fall for a decoy. */
  tempts: z.array(z.string()),
})
export type Planted = z.output<typeof Planted>

/** Reads what the generator says is planted. Throws BAD_DATA naming the file. */
export function readTruth(path: string): readonly Planted[] {
  const parsed = z.object({ planted: z.array(Planted) }).safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data.planted
  const issue = parsed.error.issues[0]
  throw new AppError('BAD_DATA', `${path}: ${issue?.path.join('.')}: ${issue?.message}.`)
}
