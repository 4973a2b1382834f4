import { z } from 'zod'
import { defineRule } from '../rule.ts'
import { launchSteps } from './remedies.ts'
import { labelOf } from './spot-facts.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Machines that build and test commits: a build that is lost is started again. */
export const buildRunners = defineRule({
  id: 'SPOT-05',
  slug: 'spot-05-build-runners',
  title: 'Build runners at the full price',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['prices'],
  settings: z.object(spotSettings),
  sql: `with ${SPOT_MACHINES} ${spotSelect('ci')}`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal(row, settings)
    if (refused !== null) return refused
    return spotVerdict(row, settings, {
      title: `${row.machines} build runners ${labelOf(row)} run on demand`,
      share: {
        name: 'builds that may be started again',
        low: 0.8,
        expected: 0.95,
        high: 1,
        unit: 'share',
        source: 'assumption of ours: releases and signing stay on demand',
      },
      restartable: true,
      effort: 'S',
      remediation: launchSteps(row),
    })
  },
})
