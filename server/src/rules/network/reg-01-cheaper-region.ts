import { z } from 'zod'
import { defineRule, exactly, silence, type Verdict } from '../rule.ts'
import { moveSteps } from './move-steps.ts'
import { bytesFactor, REGION_CHOICE, RegionRow, rateFactor } from './region-choice.ts'

/**
 * Work that its owners call bound to no place, in a region where the same machine costs more than elsewhere. The ratio of
 * two catalogue prices is taken on what is paid; the catalogue knows two regions a cloud.
 */
export const cheaperRegion = defineRule({
  id: 'REG-01',
  slug: 'reg-01-cheaper-region',
  title: 'Work bound to no place in a dear region',
  family: 'network',
  class: 'rate',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices', 'metrics'],
  settings: z.object({
    days: z.number().min(1).max(60).default(14).describe('Days that it has run, at least'),
    min_share: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.03)
      .describe('Part of the price by which the other region is cheaper, at least'),
  }),
  sql: REGION_CHOICE,
  row: RegionRow,
  judge(row, { settings }) {
    const refused = refusal(row, settings)
    if (refused !== null) return refused
    const { price, factors, savings } = estimate(row)
    if (savings.expected <= 0)
      return silence('not_worth_it', 'Moving its data costs more than the price saves.')
    return {
      verdict: 'finding',
      grade: 'S',
      title: `${row.name} is bound to no place and ${Math.round(price * 100)} % cheaper in ${row.new_region}`,
      probability: 0.6 * (row.price_stale === true ? 0.75 : 1),
      savings,
      factors,
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: {
        type: row.type,
        region: row.region,
        new_region: row.new_region,
        list_price_ratio: (row.new_price ?? 0) / (row.old_price ?? 1),
        gigabytes_a_month: row.gigabytes,
      },
      remediation: moveSteps({
        provider: row.provider,
        id: row.resource_ids[0] ?? '',
        region: row.region,
        newRegion: row.new_region ?? '',
      }),
    }
  },
})

/** What ends of the price, less what crosses between the regions. */
function estimate(row: RegionRow) {
  const price = 1 - (row.new_price ?? 0) / (row.old_price ?? 1)
  const ends = exactly(
    `part of the price that ends from ${row.region} to ${row.new_region}`,
    price,
    'share',
    `catalogue ${row.price_as_of} (${row.price_source})${row.price_stale === true ? ', older than 180 days' : ''}`,
  )
  const bytes = bytesFactor(row)
  const rate = rateFactor(row)
  const gross = Number(row.monthly_cost) * price
  const savings = {
    low: Math.max(0, gross - bytes.high * rate.high),
    expected: gross - bytes.expected * rate.expected,
    high: gross - bytes.low * rate.low,
  }
  return { price, factors: [ends, bytes, rate], savings }
}

function refusal(
  row: RegionRow,
  { days, min_share }: { readonly days: number; readonly min_share: number },
): Verdict | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.age_days < days) return silence('too_young', `Younger than ${days} days.`)
  if (!row.unbound)
    return silence('excluded', 'Nothing says that its data may leave the region: a tag placement=any would.')
  if (row.covered_share > 0.5) return silence('already_covered', 'A commitment of this region covers it.')
  if (row.spot_share > 0.5)
    return silence('excluded', 'Runs on spot, whose prices differ by region in another way.')
  if (row.old_price === null || row.new_price === null || row.paid_price === null)
    return silence(
      'price_unknown',
      `The catalogue has no price of ${row.type ?? 'it'} in ${row.region ?? 'this region'}.`,
    )
  if (1 - row.new_price / row.old_price < min_share)
    return silence('not_worth_it', 'It stands in the cheapest region that the catalogue knows.')
  return null
}
