import { z } from 'zod'
import { defineRule, type Factor, type Range, silence } from '../rule.ts'
import { clusterSteps } from './remedies.ts'
import { labelOf } from './spot-facts.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Nodes of Kubernetes outside production, or of clusters that run on spot in part. Control planes are no nodes. */
export const nodePools = defineRule({
  id: 'SPOT-04',
  slug: 'spot-04-node-pools',
  title: 'Kubernetes cluster without a spot node pool',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object({
    ...spotSettings,
    min_cost: z.number().min(0).default(300).describe('Cost of the nodes a month, at least'),
  }),
  sql: `with ${SPOT_MACHINES} ${spotSelect('cluster')}`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal(row, settings)
    if (refused !== null) return refused
    if (Number(row.monthly_cost) < settings.min_cost)
      return silence('below_materiality', `Its nodes cost less than ${settings.min_cost} a month.`)
    if (!row.nonprod && row.spot_share < 0.05)
      return silence('excluded', 'Nodes of production: whether their pods keep state is not in the bill.')
    return spotVerdict(row, settings, {
      title: `${row.machines} nodes of the cluster ${labelOf(row)} run on demand`,
      share: podShare(row),
      restartable: false,
      effort: 'M',
      remediation: clusterSteps(row),
    })
  },
})

function podShare({ nonprod }: SpotRow): Factor {
  const range: Range = nonprod
    ? { low: 0.3, expected: 0.5, high: 0.7 }
    : { low: 0.2, expected: 0.4, high: 0.6 }
  return {
    name: 'nodes whose pods keep no state',
    ...range,
    unit: 'share',
    source: 'assumption of ours: what the pods do is not in the bill',
  }
}
