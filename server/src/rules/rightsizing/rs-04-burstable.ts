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
import { BASELINE } from './burst-baseline.ts'
import { fitSettings } from './fit-settings.ts'
import { NEED } from './need.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  cpu_days: z.number().nullable(),
  cpu_coarse: z.boolean().nullable(),
  cpu_mean: z.number().nullable(),
  cpu_p95: z.number().nullable(),
  baseline: z.number().nullable(),
  drawdown: z.number().nullable(),
})

/**
 * Steady low load on a machine with all its cores: a burstable one gives a base line and credits for the rest. Mean under
 * the base line, P95 under twice of it (Azure Advisor), and the credits of a day never used up in the replayed series.
 */
export const burstable = defineRule({
  id: 'RS-04',
  slug: 'rs-04-burstable',
  title: 'Steady low load that a burstable machine carries',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    ...fitSettings('CPU utilisation', 0.05),
    steady: z.number().min(0.1).max(1).default(0.6).describe('Mean load as a part of the base line, at most'),
    credit_reserve: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.2)
      .describe('Part of a day of credits that is never touched'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}, ${NEED},
    fit as (
      select need.provider, billing_account, resource, currency, choice.new_type, new_vcpu, new_memory, new_price,
        ${PRICE_SHARE} as share, (${BASELINE})::double as baseline
      from need
      join choice using (provider, region, type_key)
      where kind = 'vm' and coalesce(gpus, 0) = 0 and not burstable and not cpu_coarse and new_burstable
        and new_vcpu = vcpu and new_maker = maker and new_memory >= need_memory and net_gbps <= new_vcpu * 0.1
        and cpu_mean <= $steady * ${BASELINE} and (provider = 'aws' or ends_with(new_type, '_v2')) and cpu_p95 < 2 * ${BASELINE} and ${PRICE_SHARE} >= $min_share
    ),
    credit as (
      select fit.resource, new_type, at_hour, sum(baseline - average) over series as earned
      from fit
      join metric_hour on metric_hour.resource = fit.resource and metric = 'cpu_utilization'
      window series as (partition by fit.resource, new_type order by at_hour)
    ),
    drawn as (
      select resource, new_type, max(top - earned) as drawdown
      from (select *, max(earned) over (partition by resource, new_type order by at_hour) as top from credit)
      group by resource, new_type
    ),
    best as (
      select fit.*, drawdown
      from fit
      join drawn using (resource, new_type)
      where drawdown <= 24 * baseline * (1 - $credit_reserve)
      qualify row_number() over (partition by provider, billing_account, resource, currency order by share desc) = 1
    )
    select ${MACHINE_COLUMNS}, cpu_days, cpu_coarse, cpu_mean, cpu_p95, baseline, drawdown, new_type, new_vcpu, new_memory,
      new_price, share
    from need
    left join best using (provider, billing_account, resource, currency)
    where kind = 'vm' and coalesce(gpus, 0) = 0 and not burstable and vcpu <= 8 and provider in ('aws', 'azure')
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days)
    if (refused !== null) return refused
    if (row.cluster !== null || row.job !== null)
      return silence('excluded', 'A node of a cluster or of a batch job.')
    if ((row.cpu_days ?? 0) < settings.days)
      return silence('no_metrics', `No CPU series for ${settings.days} days.`)
    if (row.cpu_coarse === true)
      return silence('no_metrics', 'Daily samples hide the bursts that use up credits.')
    if (row.list_price === null)
      return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
    if (row.new_type === null || row.share === null)
      return silence('not_worth_it', 'No cheaper burstable machine carries its load on its credits.')
    const price = priceShare(row, row.share)
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name} is ${(row.cpu_mean ?? 0).toFixed(0)} % busy on average: ${row.new_type} earns ${row.baseline} %`,
      probability: trust(row, 0.8),
      savings: amountOf(row, price),
      factors: [
        price,
        exactly('base line of each core', row.baseline ?? 0, 'percent', 'documentation of the provider'),
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: {
        ...changeFacts(row),
        cpu_mean: row.cpu_mean,
        cpu_p95: row.cpu_p95,
        baseline: row.baseline,
        credits_used_at_most: Math.max(0, (row.drawdown ?? 0) / (24 * (row.baseline ?? 1))),
        performance_risk: 'throttled, or charged for surplus credits, when load outlasts a day of credits',
      },
      remediation: stepsOf(row, row.new_type),
    }
  },
})

function stepsOf(
  row: z.output<typeof Row> & { provider: string; region: string | null; resource_ids: readonly string[] },
  newType: string,
) {
  const { provider, region } = row
  const steps = changeSteps(row, newType)
  if (provider !== 'aws' || steps.cli === null) return steps
  const standard = `aws ec2 modify-instance-credit-specification --region ${region ?? 'REGION'} --instance-credit-specification "InstanceId=${row.resource_ids[0] ?? ''},CpuCredits=standard"`
  return { ...steps, cli: `${steps.cli}\n# keep surplus credits from being charged\n${standard}` }
}
