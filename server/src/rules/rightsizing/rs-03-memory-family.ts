import { z } from 'zod'
import {
  amountOf,
  changeFacts,
  MACHINE_COLUMNS,
  MachineRow,
  NewMachineRow,
  priceShare,
  refusal,
  trust,
} from '../base/machine-change.ts'
import { LOAD } from '../base/machine-load.ts'
import { PRICE_SHARE, PRICED_MACHINES } from '../base/machine-option.ts'
import { changeSteps } from '../base/machine-steps.ts'
import { defineRule, exactly, silence } from '../rule.ts'
import { fitSettings } from './fit-settings.ts'
import { NEED } from './need.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  mem_days: z.number().nullable(),
  mem_top: z.number().nullable(),
  mem_peak: z.number().nullable(),
  need_memory: z.number().nullable(),
})

/** Machines bought for their memory that hardly touch it: as many cores with less memory. */
export const memoryFamily = defineRule({
  id: 'RS-03',
  slug: 'rs-03-memory-family',
  title: 'Memory-optimised machine that does not use its memory',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    ...fitSettings('memory utilisation'),
    max_memory: z.number().min(1).max(90).default(40).describe('P99.5 of memory in percent, at most'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}, ${NEED},
    best as (
      select need.provider, billing_account, resource, currency, choice.new_type, new_vcpu, new_memory, new_price,
        ${PRICE_SHARE} as share
      from need
      join choice using (provider, region, type_key)
      where new_vcpu = vcpu and new_memory < memory_gib and new_memory >= need_memory and new_maker = maker
        and new_class = 'general' and new_generation >= generation and ${PRICE_SHARE} >= $min_share
      qualify row_number() over (partition by need.provider, billing_account, resource, currency
        order by new_generation = generation desc, share desc) = 1
    )
    select ${MACHINE_COLUMNS}, mem_days, mem_top, mem_peak, need_memory, new_type, new_vcpu, new_memory, new_price, share
    from need
    left join best using (provider, billing_account, resource, currency)
    where kind = 'vm' and coalesce(gpus, 0) = 0 and not burstable and memory_gib / vcpu >= 6
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days)
    if (refused !== null) return refused
    if (row.cluster !== null || row.job !== null)
      return silence('excluded', 'A node of a cluster or of a batch job.')
    if ((row.mem_days ?? 0) < settings.days)
      return silence('no_metrics', `No memory series for ${settings.days} days.`)
    if (row.list_price === null)
      return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
    if (
      Math.max(row.mem_top ?? 100, row.mem_peak ?? 100) > settings.max_memory ||
      row.new_type === null ||
      row.share === null
    )
      return silence('not_worth_it', 'It uses the memory that it was chosen for.')
    const price = priceShare(row, row.share)
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name} never uses more than ${(row.mem_peak ?? 0).toFixed(0)} % of its memory: ${row.new_type} has as many cores`,
      probability: trust(row, 0.85),
      savings: amountOf(row, price),
      factors: [
        price,
        exactly('memory that the load needs, head-room included', row.need_memory ?? 0, 'GiB', 'metrics'),
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: factsOf(row),
      remediation: changeSteps(row, row.new_type),
    }
  },
})

function factsOf(row: z.output<typeof Row>) {
  return {
    ...changeFacts(row),
    memory_p995: row.mem_top,
    memory_peak: row.mem_peak,
    memory_days: row.mem_days,
    memory_gib: row.memory_gib,
    new_memory_gib: row.new_memory,
    performance_risk: 'cores as before, memory never near the new limit',
  }
}
