import { z } from 'zod'
import {
  amountOf,
  changeFacts,
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
import { changeSteps } from '../base/machine-steps.ts'
import { defineRule, exactly, silence } from '../rule.ts'
import { fitSettings } from './fit-settings.ts'
import { NEED } from './need.ts'
import { VM_FIT } from './vm-fit.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  cpu_days: z.number().nullable(),
  cpu_coarse: z.boolean().nullable(),
  cpu_top: z.number().nullable(),
  cpu_peak: z.number().nullable(),
  mem_days: z.number().nullable(),
  mem_top: z.number().nullable(),
  need_vcpu: z.number().nullable(),
  need_memory: z.number().nullable(),
  strict_share: z.number().nullable(),
})
type Row = z.output<typeof Row>

/**
 * Fewer cores for a machine whose own series fits them, in any family and generation of the same maker. Quantile and
 * head-room are those of AWS Compute Optimizer's default.
 */
export const vmSize = defineRule({
  id: 'RS-01',
  slug: 'rs-01-vm-size',
  title: 'Virtual machine larger than its load',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    ...fitSettings('CPU utilisation'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}, ${NEED}, ${VM_FIT}
    select ${MACHINE_COLUMNS}, cpu_days, cpu_coarse, cpu_top, cpu_peak, mem_days, mem_top, need_vcpu, need_memory, new_type,
      new_vcpu, new_memory, new_price, share, strict_share
    from need
    left join (select provider, billing_account, resource, currency, new_type, new_vcpu, new_memory, new_price, share,
        strict_share from best) as best using (provider, billing_account, resource, currency)
    where kind = 'vm' and coalesce(gpus, 0) = 0 and not burstable
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days) ?? unknown(row, settings.days)
    if (refused !== null) return refused
    if (row.new_type === null || row.share === null) return noChoice(row)
    const low = Math.max(row.strict_share ?? 0, row.share * 0.5)
    const price = downTo(priceShare(row, row.share), low)
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name} needs ${row.new_type} instead of ${row.type}: P99.5 of its CPU is ${percent(row.cpu_top)}`,
      probability: trust(row, row.cpu_coarse === true ? 0.7 : 0.85),
      savings: amountOf(row, price),
      factors: [price, ...needFactors(row)],
      oneOff: 0,
      effort: row.asg === null ? 'M' : 'S',
      risk: riskOf(row),
      facts: factsOf(row),
      remediation: changeSteps(row, row.new_type),
    }
  },
})

function unknown(row: Row, days: number) {
  if (row.cluster !== null)
    return silence('excluded', 'A Kubernetes node: the requests of its pods decide its size (RS-10).')
  if (row.job !== null) return silence('excluded', 'A node of a batch job, sized by the job.')
  if ((row.cpu_days ?? 0) < days) return silence('no_metrics', `No CPU series for ${days} days.`)
  if (row.list_price === null)
    return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
  return null
}

function noChoice(row: Row) {
  if ((row.cpu_top ?? 0) >= 90)
    return silence('not_worth_it', 'Rather too small: P99.5 of its CPU is 90 % or more.')
  if (row.mem_days === null)
    return silence(
      'not_worth_it',
      'No cheaper machine has its memory; a memory series may show that less would do.',
    )
  return silence('not_worth_it', 'No cheaper machine holds its load with head-room.')
}

function needFactors(row: Row) {
  const memory = row.mem_days === null ? 'what it has now: no memory series' : 'metrics'
  return [
    exactly('cores that the load needs, head-room included', row.need_vcpu ?? 0, 'vCPU', 'metrics'),
    exactly('memory that the load needs, head-room included', row.need_memory ?? 0, 'GiB', memory),
  ]
}

/** Hours of the window in which the new machine would have been at its limit: none, or at most one in 200. */
function riskOf(row: Row): 'low' | 'medium' {
  const capacity = (100 * (row.new_vcpu ?? 0)) / (row.vcpu ?? 1)
  return row.mem_days !== null && row.cpu_coarse !== true && (row.cpu_peak ?? 100) <= capacity
    ? 'low'
    : 'medium'
}

function factsOf(row: Row) {
  const capacity = (100 * (row.new_vcpu ?? 0)) / (row.vcpu ?? 1)
  return {
    ...changeFacts(row),
    cpu_p995: row.cpu_top,
    cpu_peak: row.cpu_peak,
    memory_top: row.mem_top,
    cpu_days: row.cpu_days,
    performance_risk:
      (row.cpu_peak ?? 100) <= capacity ? 'no hour at the limit' : 'at most 0.5 % of hours at the limit',
  }
}

function percent(value: number | null): string {
  return value === null ? 'unknown' : `${value.toFixed(1)} %`
}
