import { z } from 'zod'
import { defineRule, type Factor, silence } from '../rule.ts'
import { natSteps } from './remedies.ts'
import {
  TRAFFIC,
  TrafficRow,
  trafficFinding,
  trafficRefusal,
  trafficSelect,
  trafficSettings,
} from './traffic.ts'

const Row = TrafficRow.extend({ gateway_endpoints: z.number() })

/** Bytes through a NAT gateway, of which those to the cloud's own storage could take a way that costs nothing. */
export const natData = defineRule({
  id: 'NET-01',
  slug: 'net-01-nat-data',
  title: 'Storage read through a NAT gateway',
  family: 'network',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object(trafficSettings),
  sql: `
    with ${TRAFFIC}
    ${trafficSelect(
      'nat',
      `, (select count(*)::integer from inventory_now
        where resource_type = 'vpc_endpoint' and contains(resource, traffic.sub_account)
          and (region is null or contains(resource, region)) and regexp_matches(attributes::varchar, '(?i)s3')) as gateway_endpoints`,
    )}
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = trafficRefusal(row, settings)
    if (refused !== null) return refused
    if (row.gateway_endpoints > 0)
      return silence(
        'not_worth_it',
        'An endpoint for storage is there already; what is left goes to the internet.',
      )
    const share: Factor = {
      name: 'bytes that go to storage of the same region',
      low: 0,
      expected: 0.4,
      high: 0.8,
      unit: 'share',
      source: 'assumption of ours: the bill does not say where the bytes go; flow logs do',
    }
    return trafficFinding(row, share, {
      grade: 'W',
      title: `${Math.round(row.gigabytes)} GB a month pass a NAT gateway of ${row.sub_account ?? 'the account'}`,
      probability: 0.4,
      effort: 'S',
      risk: 'low',
      remediation: natSteps(row),
    })
  },
})
