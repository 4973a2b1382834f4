import { z } from 'zod'
import { defineRule, type Factor } from '../rule.ts'
import { zoneSteps } from './remedies.ts'
import {
  TRAFFIC,
  TrafficRow,
  trafficFinding,
  trafficRefusal,
  trafficSelect,
  trafficSettings,
} from './traffic.ts'

/** Bytes between zones of one region, which bill in both directions. */
export const crossZone = defineRule({
  id: 'NET-02',
  slug: 'net-02-cross-zone',
  title: 'Traffic between zones',
  family: 'network',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object(trafficSettings),
  sql: `with ${TRAFFIC} ${trafficSelect('zone')}`,
  row: TrafficRow,
  judge(row, { settings }) {
    const refused = trafficRefusal(row, settings)
    if (refused !== null) return refused
    const share: Factor = {
      name: 'bytes that stay in their zone with topology-aware routing',
      low: 0.2,
      expected: 0.4,
      high: 0.7,
      unit: 'share',
      source: 'assumption of ours: the meter proves the bytes, not who could be nearer',
    }
    return trafficFinding(row, share, {
      grade: 'S',
      title: `${Math.round(row.gigabytes)} GB a month cross zones of ${row.region ?? 'a region'} in ${row.sub_account ?? 'the account'}`,
      probability: 0.6,
      effort: 'M',
      risk: 'medium',
      remediation: zoneSteps(),
    })
  },
})
