import { z } from 'zod'
import { DISK_LOAD, VOLUME_COLUMNS, VolumeRow, volumeRefusal } from '../base/volume-row.ts'
import { VOLUMES } from '../base/volume-use.ts'
import { type CandidateBase, defineRule, exactly, silence } from '../rule.ts'
import { type DiskPlan, planDisk } from './disk-plan.ts'
import { volumeSteps } from './remedies.ts'

const Row = VolumeRow.extend({
  ops_days: z.number().nullable(),
  ops_p99: z.number().nullable(),
  ops_peak: z.number().nullable(),
})
type Row = CandidateBase & z.output<typeof Row>

/**
 * Operations a second that are provisioned and not used. With a series the volume gets 1.2 × its P99, and its peak; without
 * one only a cheaper type with as many operations is proposed. Prices: AWS EBS.
 */
export const diskPerformance = defineRule({
  id: 'RS-06',
  slug: 'rs-06-disk-performance',
  title: 'Disk performance that is paid for and not used',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    days: z.number().min(7).max(32).default(14).describe('Days of disk operations, at least, and of age'),
    reserve: z
      .number()
      .min(1)
      .max(3)
      .default(1.2)
      .describe('Times the P99 of operations that stay provisioned'),
  }),
  sql: `
    with ${VOLUMES}, ${DISK_LOAD}
    select ${VOLUME_COLUMNS}, ops_days, ops_p99, ops_peak
    from volume
    left join disk_load using (resource)
    where type in ('io1', 'io2', 'ultra', 'premium-v2', 'pd-ssd', 'pd-extreme') or (type = 'gp3' and iops_cost > 0)
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = volumeRefusal(row, settings.days)
    if (refused !== null) return refused
    if (row.gib === null) return silence('no_inventory', 'Neither bill nor inventory say how large it is.')
    const measured = (row.ops_days ?? 0) >= settings.days
    const need = measured ? Math.max(settings.reserve * (row.ops_p99 ?? 0), row.ops_peak ?? 0) : null
    const plan = planDisk({ ...row, gib: row.gib, need })
    if (plan === null || plan.saving <= 0.05 * Number(row.monthly_cost)) {
      return measured
        ? silence('not_worth_it', 'Its peaks need what is provisioned.')
        : silence('no_metrics', `No series of reads and writes for ${settings.days} days.`)
    }
    return finding(row, plan, need)
  },
})

function finding(row: Row, plan: DiskPlan, need: number | null) {
  const cost = Number(row.monthly_cost)
  return {
    verdict: 'finding' as const,
    grade: need === null ? ('S' as const) : ('U' as const),
    title: titleOf(row, plan, need),
    probability: need === null ? 0.6 : 0.85,
    savings: {
      low: Math.max(0, plan.saving - plan.extra),
      expected: plan.saving,
      high: Math.min(cost, plan.saving * 1.02),
    },
    factors: [
      ...plan.factors,
      ...(need === null
        ? []
        : [
            exactly(
              'operations a second that it must serve',
              need,
              'IOPS',
              'metrics: 1.2 × P99, at least the peak',
            ),
          ]),
    ],
    oneOff: 0,
    effort: 'S' as const,
    risk: plan.newType === row.type ? ('low' as const) : ('medium' as const),
    facts: factsOf(row, plan),
    remediation: volumeSteps(row.provider, row.resource_ids[0] ?? '', row.region, {
      aws: `--volume-type ${plan.newType}${plan.newIops === null ? '' : ` --iops ${plan.newIops}`}`,
      azure: `--disk-iops-read-write ${plan.newIops ?? 500}`,
      gcp: plan.newType,
      terraform: `type = "${plan.newType}"${plan.newIops === null ? '' : `, iops = ${plan.newIops}`}`,
    }),
  }
}

function titleOf(row: Row, plan: DiskPlan, need: number | null): string {
  if (need === null) return `${row.name} is ${row.type}: gp3 with as many operations costs less`
  const now = row.iops === null ? '' : ` of ${Math.round(row.iops)} provisioned`
  return `${row.name} needs ${Math.ceil(need)} operations a second${now}: ${plan.newType} would do`
}

function factsOf(row: Row, plan: DiskPlan) {
  return {
    type: row.type,
    new_type: plan.newType,
    size_gib: row.gib,
    provisioned_iops: row.iops,
    new_iops: plan.newIops,
    ops_p99: row.ops_p99,
    ops_peak: row.ops_peak,
    durability: row.type === 'io2' && plan.newType === 'gp3' ? '99.999 % becomes 99.8–99.9 %' : null,
  }
}
