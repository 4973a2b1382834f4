import { readFileSync } from 'node:fs'
import { providerSlug } from '@outlay/shared/provider'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { accountId } from '../focus/account-id.ts'

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

/** Reads what the generator says is planted, accounts by the ids that the lake has. Throws BAD_DATA naming the file. */
export function readTruth(path: string): readonly Planted[] {
  const parsed = z.object({ planted: z.array(Planted) }).safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data.planted.map(withOneId)
  const issue = parsed.error.issues[0]
  throw new AppError('BAD_DATA', `${path}: ${issue?.path.join('.')}: ${issue?.message}.`)
}

/** The generator writes accounts as each export spells them. */
function withOneId(piece: Planted): Planted {
  const provider = providerSlug(piece.provider)
  const one = (id: string | null) => id && accountId(provider, id)
  return {
    ...piece,
    billingAccountId: accountId(provider, piece.billingAccountId),
    subAccountId: one(piece.subAccountId),
    lines: piece.lines.map((line) => ({ ...line, subAccountId: one(line.subAccountId) })),
  }
}
