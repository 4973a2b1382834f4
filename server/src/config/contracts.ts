import { isDay } from '@outlay/shared/period'
import { CONTRACT_KINDS } from '@outlay/shared/promises'
import { z } from 'zod'
import { amount, slug } from './fields.ts'
import { matchWithTeams } from './teams.ts'

const day = z.string().refine(isDay, 'a day is written 2026-01-31')
const name = z.string().trim().min(1).max(200)
const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, e.g. EUR')
const provider = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use aws, azure, gcp or the name that the bill shows')

/** What was drawn down before a day, from the provider's statement: for the part that the bill's history does not hold. */
const drawn = z.strictObject({ until: day, amount }).nullable().default(null)

/** A promise to spend so much with a cloud: AWS EDP, Azure MACC, Google's commit. */
export const contract = z
  .strictObject({
    id: slug,
    name,
    kind: z.enum(CONTRACT_KINDS),
    provider,
    start: day,
    /** The day after its last. */
    end: day,
    amount,
    currency,
    /** What counts towards it; without entries all that the provider bills. */
    match: matchWithTeams.default([]),
    /** What does not, e.g. `chargeCategory:is:Tax`. */
    exclude: matchWithTeams.default([]),
    /** Most that marketplace purchases may be of the amount, 0 to 1; null counts all of them. */
    marketplaceShare: z.number().min(0).max(1).nullable().default(null),
    drawn,
  })
  .superRefine(({ start, end }, context) => {
    if (start >= end)
      context.addIssue({ code: 'custom', path: ['end'], message: 'it must lie after the start' })
  })

/** Credits that a cloud gave. Bills tell what was used of them, not what is left. */
export const credit = z
  .strictObject({
    id: slug,
    name: name.nullable().default(null),
    provider,
    amount,
    currency,
    start: day,
    /** The day after the last on which it can be used; null where it does not expire. */
    expires: day.nullable().default(null),
    /** Which credit lines of the bill draw on it; without entries all of the provider. */
    match: matchWithTeams.default([]),
    drawn,
  })
  .superRefine(({ start, expires }, context) => {
    if (expires !== null && start >= expires)
      context.addIssue({ code: 'custom', path: ['expires'], message: 'it must lie after the start' })
  })

export type ContractConfig = z.output<typeof contract>
export type CreditConfig = z.output<typeof credit>
