import { z } from 'zod'
import { defineRule, type Factor, type Range, silence } from '../rule.ts'
import { groupSteps } from './remedies.ts'
import { labelOf } from './spot-facts.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Fleets behind an Auto Scaling group, a scale set or an instance group: their machines replace one another anyway. */
export const scalingGroups = defineRule({
  id: 'SPOT-03',
  slug: 'spot-03-scaling-groups',
  title: 'Scaling group without spot capacity',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object(spotSettings),
  sql: `with ${SPOT_MACHINES} ${spotSelect('fleet')}`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal(row, settings)
    if (refused !== null) return refused
    if (!row.nonprod && row.spot_share < 0.05 && row.new_per_day * 30 < row.members * 0.5)
      return silence(
        'not_worth_it',
        'In production, and its machines stay the same: nothing shows that they may be lost.',
      )
    return spotVerdict(row, settings, {
      title: `${row.machines} machines of the group ${labelOf(row)} run on demand${row.spot_share >= 0.05 ? ' beside others on spot' : ''}`,
      share: baseShare(row),
      restartable: false,
      effort: 'S',
      remediation: groupSteps(row),
    })
  },
})

/** What of the group may move: nearly all of it where the team runs the same work on spot, or where nobody depends on it. */
function baseShare(row: SpotRow): Factor {
  const [range, why]: [Range, string] =
    row.spot_share >= 0.05
      ? [{ low: 0.85, expected: 0.97, high: 1 }, 'the same group runs on spot already']
      : row.nonprod
        ? [{ low: 0.7, expected: 0.9, high: 1 }, 'outside production no base has to stay']
        : [{ low: 0.3, expected: 0.5, high: 0.7 }, 'a base stays on demand']
  return {
    name: 'part of the group that may move',
    ...range,
    unit: 'share',
    source: `assumption of ours: ${why}`,
  }
}
