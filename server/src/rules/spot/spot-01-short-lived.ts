import { z } from 'zod'
import { defineRule, exactly, silence } from '../rule.ts'
import { launchSteps } from './remedies.ts'
import { labelOf } from './spot-facts.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Machines that come and go within a day, again and again: whatever they do is started anew anyway. */
export const shortLived = defineRule({
  id: 'SPOT-01',
  slug: 'spot-01-short-lived',
  title: 'Short-lived machines at the full price',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object({
    ...spotSettings,
    ids_per_week: z.number().min(1).max(1000).default(3).describe('Machines of a kind a week, at least'),
    brief_share: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.6)
      .describe('Part of the cost of the kind that lives less than a day'),
  }),
  sql: `with ${SPOT_MACHINES} ${spotSelect('brief')}`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal(row, settings)
    if (refused !== null) return refused
    const weekly = (row.brief_members * 7) / 30
    if (weekly < settings.ids_per_week)
      return silence('not_worth_it', `${weekly.toFixed(1)} such machines a week are no pattern.`)
    if ((row.brief_share ?? 0) < settings.brief_share)
      return silence('not_worth_it', 'Most machines of the kind live longer than a day.')
    return spotVerdict(row, settings, {
      title: `${row.machines} machines ${labelOf(row)} lived less than a day each, on demand`,
      share: exactly('machines that lived less than a day', 1, 'share', 'bill'),
      restartable: false,
      effort: 'M',
      remediation: launchSteps(row),
    })
  },
})
