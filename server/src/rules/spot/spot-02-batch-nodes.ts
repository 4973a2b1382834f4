import { z } from 'zod'
import { defineRule, exactly, type Factor } from '../rule.ts'
import { jobSteps } from './remedies.ts'
import { labelOf } from './spot-facts.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Task nodes of EMR, Dataproc, HDInsight, Databricks and Batch. What holds the data of a job (core, master, driver) stays. */
export const batchNodes = defineRule({
  id: 'SPOT-02',
  slug: 'spot-02-batch-nodes',
  title: 'Nodes of batch jobs at the full price',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object({
    ...spotSettings,
    days: z.number().min(1).max(60).default(2).describe('Days that the job has been there, at least'),
  }),
  sql: `with ${SPOT_MACHINES} ${spotSelect('job')}`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal(row, settings)
    if (refused !== null) return refused
    return spotVerdict(row, settings, {
      title: `${row.machines} nodes of the job ${labelOf(row)} hold no data and run on demand`,
      share: taskShare(row),
      restartable: true,
      effort: 'S',
      remediation: jobSteps(row),
    })
  },
})

function taskShare({ roles_known }: { readonly roles_known: boolean }): Factor {
  const name = 'nodes that hold no data of the job'
  if (roles_known) return exactly(name, 1, 'share', 'bill: role tag or name of the node')
  return {
    name,
    low: 0.5,
    expected: 0.7,
    high: 0.85,
    unit: 'share',
    source: 'assumption of ours: no tag tells the roles',
  }
}
