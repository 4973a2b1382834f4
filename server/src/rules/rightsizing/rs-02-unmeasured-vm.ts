import { z } from 'zod'
import { amountOf, MACHINE_COLUMNS, MachineRow, refusal } from '../base/machine-change.ts'
import { LOAD } from '../base/machine-load.ts'
import { PRICED_MACHINES } from '../base/machine-option.ts'
import { defineRule, type Factor, silence } from '../rule.ts'

const SHARE: Factor = {
  name: 'part of the price that a smaller machine saves',
  low: 0,
  expected: 0.1,
  high: 0.5,
  unit: 'share',
  source: 'prior; one size smaller is half the price',
}

/** Large machines outside production that run around the clock and that nobody measures: a hint, worth nothing until then. */
export const unmeasuredVm = defineRule({
  id: 'RS-02',
  slug: 'rs-02-unmeasured-vm',
  title: 'Large machine outside production without utilisation',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics'],
  settings: z.object({
    days: z
      .number()
      .min(7)
      .max(32)
      .default(14)
      .describe('Days of age, and of CPU utilisation that make RS-01 judge'),
    min_vcpu: z.number().min(2).default(8).describe('Cores of a large machine'),
    min_hours: z.number().min(0).max(720).default(690).describe('Hours of 720 that mean around the clock'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}
    select ${MACHINE_COLUMNS}, run_hours, cpu_days
    from priced
    left join load using (resource)
    where kind = 'vm' and coalesce(gpus, 0) = 0 and vcpu >= $min_vcpu and run_hours >= $min_hours
      and env_class = 'nonprod' and asg is null
  `,
  row: MachineRow.extend({ run_hours: z.number(), cpu_days: z.number().nullable() }),
  judge(row, { settings }) {
    const refused = refusal(row, settings.days)
    if (refused !== null) return refused
    if (row.cluster !== null || row.job !== null)
      return silence('excluded', 'A node of a cluster or of a batch job.')
    if (row.covered_share > 0.5) return silence('already_covered', 'Under a commitment.')
    if ((row.cpu_days ?? 0) >= settings.days)
      return silence('excluded', 'Its utilisation is measured: RS-01 judges it.')
    const id = row.resource_ids[0] ?? ''
    return {
      verdict: 'finding',
      grade: 'W',
      title: `${row.name} runs ${row.vcpu} cores around the clock outside production, and nobody measures it`,
      probability: 0.25,
      savings: amountOf(row, SHARE),
      factors: [SHARE],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { type: row.type, vcpu: row.vcpu, hours: Math.round(row.run_hours), environment: row.env_class },
      remediation: measureSteps(row.provider, id, row.region ?? 'REGION'),
    }
  },
})

function measureSteps(provider: string, id: string, region: string) {
  const cli: Readonly<Record<string, string>> = {
    aws: `aws cloudwatch get-metric-statistics --region ${region} --namespace AWS/EC2 --metric-name CPUUtilization --dimensions Name=InstanceId,Value=${id} --period 3600 --statistics Average Maximum --start-time START --end-time END`,
    azure: `az monitor metrics list --resource ${id} --metric "Percentage CPU" --interval PT1H --aggregation Average Maximum`,
    gcp: `gcloud monitoring time-series list --filter='metric.type="compute.googleapis.com/instance/cpu/utilization"'`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform: null,
    console:
      'Connect the monitoring of this account as a source, or import a metrics file; memory needs an agent on the machine.',
    rollback: 'Nothing is changed.',
  }
}
