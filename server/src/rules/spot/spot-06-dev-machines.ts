import { z } from 'zod'
import { defineRule, exactly, silence } from '../rule.ts'
import { machineSteps } from './remedies.ts'
import { SPOT_MACHINES } from './spot-machines.ts'
import { SpotRow, spotSelect } from './spot-row.ts'
import { spotSettings } from './spot-settings.ts'
import { spotRefusal, spotVerdict } from './spot-verdict.ts'

/** Single machines for development and tests on clouds where one machine can be stopped on eviction and started again. */
export const devMachines = defineRule({
  id: 'SPOT-06',
  slug: 'spot-06-dev-machines',
  title: 'Development machine that could run on spot',
  family: 'spot',
  class: 'rate',
  stage: 'purchase',
  clouds: ['azure', 'gcp'],
  wants: ['prices'],
  settings: z.object(spotSettings),
  sql: `with ${SPOT_MACHINES} ${spotSelect('single', { each: true })}
    where workload.provider in ('azure', 'gcp') and coalesce(env_class, '') <> 'prod'`,
  row: SpotRow,
  judge(row, { settings }) {
    const refused = spotRefusal({ ...row, quiet_days: row.idle_days, oldest_days: row.age_days }, settings)
    if (refused !== null) return refused
    if (row.env_class !== 'nonprod')
      return silence('excluded', 'Neither tag nor name says whether it is production.')
    return spotVerdict(row, settings, {
      title: `${row.name} is for development or tests and runs on demand`,
      share: exactly('part of the machine', 1, 'share', 'bill'),
      restartable: false,
      hypothesis: true,
      effort: 'M',
      remediation: machineSteps(row),
    })
  },
})
