import { z } from 'zod'
import { savedAtMargin, tierFactors } from '../base/margin.ts'
import { defineRule, type Factor, silence } from '../rule.ts'
import { cdnSteps } from './remedies.ts'
import {
  TRAFFIC,
  TrafficRow,
  trafficFacts,
  trafficRefusal,
  trafficSelect,
  trafficSettings,
} from './traffic.ts'

const Row = TrafficRow.extend({ cdn_cost: z.number(), cdn_price: z.number().nullable() })

/** Bytes to the internet straight from the origin, where the account serves none of them from a cache. */
export const internetEgress = defineRule({
  id: 'NET-04',
  slug: 'net-04-internet-egress',
  title: 'Internet traffic without a CDN',
  family: 'network',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    ...trafficSettings,
    min_gigabytes: z.number().min(0).default(1000).describe('Gigabytes to the internet a month, at least'),
  }),
  sql: `
    with ${TRAFFIC},
    cdn as (
      select provider, billing_account, sub_account, currency, sum(cost)::double as cost from traffic
      where way = 'cdn' group by all
    ),
    cdn_price as (
      select provider, billing_account, currency, sum(cost)::double / sum(gigabytes) as price from traffic
      where way = 'cdn' group by all
    )
    ${trafficSelect(
      'internet',
      `, coalesce((select sum(cdn.cost) from cdn where cdn.provider = traffic.provider and cdn.billing_account = traffic.billing_account
          and cdn.currency = traffic.currency and cdn.sub_account is not distinct from traffic.sub_account), 0)::double as cdn_cost,
        (select any_value(cdn_price.price) from cdn_price where cdn_price.provider = traffic.provider
          and cdn_price.billing_account = traffic.billing_account and cdn_price.currency = traffic.currency)::double as cdn_price`,
    )}
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = trafficRefusal(row, settings)
    if (refused !== null) return refused
    if (row.gigabytes < settings.min_gigabytes)
      return silence('below_materiality', `Less than ${settings.min_gigabytes} GB a month.`)
    if (row.cdn_cost > 0)
      return silence(
        'not_worth_it',
        'The account has a CDN: what is left is made for each caller, or bypasses it on purpose.',
      )
    const cached: Factor = {
      name: 'bytes that a cache can answer',
      low: 0,
      expected: 0.5,
      high: 0.8,
      unit: 'share',
      source: 'assumption of ours: what the bytes are is not in the bill',
    }
    const gain = gainOf(row)
    if (gain.expected <= 0) return silence('not_worth_it', 'The CDN costs as much a gigabyte as is paid now.')
    return {
      verdict: 'finding',
      grade: 'W',
      title: `${Math.round(row.gigabytes)} GB a month go from ${row.sub_account ?? 'the account'} to the internet without a CDN`,
      probability: 0.25,
      savings: savedAtMargin(row, cached, gain),
      factors: [cached, gain, ...tierFactors(row)],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: { ...trafficFacts(row), cdn_price: row.cdn_price },
      remediation: cdnSteps(row),
    }
  },
})

/** List prices of the first tier that public price pages state: CloudFront 0.085 for 0.09; the others hardly differ. */
const LIST_GAIN: Readonly<Record<string, number>> = { aws: 1 - 0.085 / 0.09, gcp: 0.1, azure: 0.05 }

function gainOf({
  provider,
  gigabytes,
  margin_cost,
  cdn_price,
}: {
  provider: string
  gigabytes: number
  margin_cost: number
  cdn_price: number | null
}): Factor {
  const gain = cdn_price === null ? (LIST_GAIN[provider] ?? 0) : 1 - (cdn_price * gigabytes) / margin_cost
  return {
    name: 'part of the price of a gigabyte that ends behind the CDN',
    low: gain / 2,
    expected: gain,
    high: Math.min(1, gain * 2),
    unit: 'share',
    source:
      cdn_price === null
        ? 'price pages of the clouds, first tier'
        : 'bill: what the CDN costs in this billing account',
  }
}
