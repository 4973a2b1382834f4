import { z } from 'zod'
import {
  amountOf,
  downTo,
  MACHINE_COLUMNS,
  MachineRow,
  NewMachineRow,
  priceShare,
  refusal,
  trust,
} from '../base/machine-change.ts'
import { LOAD } from '../base/machine-load.ts'
import { PRICED_MACHINES } from '../base/machine-option.ts'
import { type CandidateBase, defineRule, exactly, type Factor, silence } from '../rule.ts'
import { DATABASE_FIT } from './database-fit.ts'
import { NEED } from './need.ts'
import { databaseSteps } from './remedies-database.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  cpu_days: z.number().nullable(),
  cpu_coarse: z.boolean().nullable(),
  cpu_top: z.number().nullable(),
  mem_days: z.number().nullable(),
  mem_top: z.number().nullable(),
  connections_peak: z.number().nullable(),
  need_vcpu: z.number().nullable(),
  strict_share: z.number().nullable(),
  doubled: z.boolean(),
})
type Row = CandidateBase & z.output<typeof Row>

/**
 * Databases whose cores, memory and connections fit a smaller one; storage stays. Never by CPU alone. Most memory of a
 * database is cache that gives way, so hourly averages decide; the low end is the size that holds the maxima as well.
 */
export const databaseSize = defineRule({
  id: 'RS-08',
  slug: 'rs-08-database-size',
  title: 'Database larger than its load',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    days: z
      .number()
      .min(7)
      .max(32)
      .default(14)
      .describe('Days of CPU and memory utilisation, at least, and of age'),
    headroom: z
      .number()
      .min(0)
      .max(0.6)
      .default(0.2)
      .describe('Part of the new cores that stays free at the P99.5'),
    memory_headroom: z
      .number()
      .min(0)
      .max(0.6)
      .default(0.05)
      .describe('Part of the new memory that stays free in the busiest hour: its cache gives way'),
    min_share: z.number().min(0).max(0.9).default(0.1).describe('Part of the price that must end, at least'),
    connections_per_gib: z.number().min(1).default(80).describe('Connections that a GiB of memory serves'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}, ${NEED}, ${DATABASE_FIT}
    select ${MACHINE_COLUMNS}, cpu_days, cpu_coarse, cpu_top, mem_days, mem_top, connections_peak, need_vcpu,
      strict_share, doubled, new_type, new_vcpu, new_memory, new_price, share
    from share_of
    left join best using (provider, billing_account, resource, currency)
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days) ?? unknown(row, settings.days)
    if (refused !== null) return refused
    if (row.new_type === null || row.share === null)
      return silence(
        'not_worth_it',
        'No smaller size holds its cores, memory and connections with head-room.',
      )
    const price = downTo(shareFactor(row, row.share), Math.max(row.strict_share ?? 0, row.share * 0.5))
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name} needs ${nameOf(row, row.new_type)} instead of ${row.type ?? `${row.vcpu} vCore`}: P99.5 of its CPU is ${(row.cpu_top ?? 0).toFixed(1)} %`,
      probability: trust(row, row.cpu_coarse === true ? 0.65 : 0.8),
      savings: amountOf(row, price),
      factors: [
        price,
        exactly('cores that the load needs, head-room included', row.need_vcpu ?? 0, 'vCPU', 'metrics'),
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: factsOf(row),
      remediation: databaseSteps({
        provider: row.provider,
        id: row.resource_ids[0] ?? '',
        region: row.region,
        newType: nameOf(row, row.new_type),
        vcpu: row.new_vcpu ?? 0,
        memoryGib: row.new_memory,
      }),
    }
  },
})

function unknown(row: Row, days: number) {
  if ((row.cpu_days ?? 0) < days) return silence('no_metrics', `No CPU series for ${days} days.`)
  if ((row.mem_days ?? 0) < days)
    return silence(
      'no_metrics',
      `No memory series for ${days} days: cores and memory of a database shrink together.`,
    )
  if (row.vcpu === null || (row.list_price === null && row.provider === 'aws'))
    return silence('price_unknown', `The catalogue does not hold ${row.type ?? 'its size'}.`)
  return null
}

function factsOf(row: Row) {
  return {
    type: row.type,
    vcpu: row.vcpu,
    new_type: row.new_type,
    new_vcpu: row.new_vcpu,
    memory_gib: row.memory_gib,
    new_memory_gib: row.new_memory,
    list_usd_an_hour: row.list_price,
    new_list_usd_an_hour: row.new_price,
    cpu_p995: row.cpu_top,
    memory_top: row.mem_top,
    connections_peak: row.connections_peak,
    cpu_days: row.cpu_days,
    standby: row.doubled,
    performance_risk: 'a smaller cache in memory reads more from disk: watch latency and disk operations',
  }
}

function nameOf(row: Row, newType: string): string {
  return row.type?.startsWith('db.') === true ? `db.${newType}` : newType
}

/** Classes by the machines behind them, which cost in proportion within a family; vCore by their number. */
function shareFactor(row: Row, share: number): Factor {
  if (row.list_price !== null) return priceShare(row, share)
  return {
    ...exactly(
      'part of the cores that ends',
      share,
      'share',
      'bill: price of a vCore is the same for any number',
    ),
    high: Math.min(1, share * 1.02),
  }
}
