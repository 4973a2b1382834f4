import { z } from 'zod'
import { defineRule, type Factor } from '../rule.ts'
import { regionSteps } from './remedies.ts'
import {
  TRAFFIC,
  TrafficRow,
  trafficFinding,
  trafficRefusal,
  trafficSelect,
  trafficSettings,
} from './traffic.ts'

/** Bytes to other regions of the same cloud: replicas that nobody reads, machines far from their data. */
export const crossRegion = defineRule({
  id: 'NET-03',
  slug: 'net-03-cross-region',
  title: 'Traffic between regions',
  family: 'network',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object(trafficSettings),
  sql: `with ${TRAFFIC} ${trafficSelect('region')}`,
  row: TrafficRow,
  judge(row, { settings }) {
    const refused = trafficRefusal(row, settings)
    if (refused !== null) return refused
    const share: Factor = {
      name: 'bytes that end where reader and data stand together',
      low: 0.2,
      expected: 0.6,
      high: 0.95,
      unit: 'share',
      source: 'assumption of ours: the meter proves the bytes, not who needs them there',
    }
    return trafficFinding(row, share, {
      grade: 'S',
      title: `${Math.round(row.gigabytes)} GB a month leave ${row.region ?? 'a region'} for others: ${row.routes}`,
      probability: 0.6,
      effort: 'M',
      risk: 'medium',
      remediation: regionSteps(),
    })
  },
})
