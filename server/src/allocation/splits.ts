import Big from 'big.js'
import { z } from 'zod'

const Team = z.string().trim().min(1).max(100)
const Teams = z.array(Team).min(1).max(500).nullable().default(null)
const HUNDRED = 100

const Percent = z.strictObject({
  team: Team,
  percent: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine(
      (text) => /^\d{1,3}(\.\d{1,8})?$/.test(text),
      'a percentage is a number from 0 to 100, e.g. 33.3',
    ),
})

/** How a set of costs is divided: evenly, by direct cost, by fixed percentages or by a quantity of `--kind units`. */
export const SplitInput = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('even'), teams: Teams }),
  z.strictObject({ method: z.literal('proportional'), teams: Teams }),
  z.strictObject({
    method: z.literal('fixed'),
    percents: z.array(Percent).min(1).max(500).superRefine(refusePercents),
  }),
  z.strictObject({ method: z.literal('metric'), unit: z.string().trim().min(1).max(200), teams: Teams }),
])

function refusePercents(percents: readonly z.output<typeof Percent>[], context: z.RefinementCtx): void {
  const sum = percents.reduce((total, { percent }) => total.plus(percent), new Big(0))
  if (!sum.eq(HUNDRED))
    context.addIssue({
      code: 'custom',
      message: `the percentages add up to ${sum.toFixed()}, they must to 100`,
    })
  if (new Set(percents.map(({ team }) => team)).size < percents.length)
    context.addIssue({ code: 'custom', message: 'a team is there twice' })
}
