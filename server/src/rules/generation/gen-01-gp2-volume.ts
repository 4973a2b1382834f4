import { z } from 'zod'
import { DISK_LOAD, VOLUME_COLUMNS, VolumeRow, volumeRefusal } from '../base/volume-row.ts'
import { VOLUMES } from '../base/volume-use.ts'
import { defineRule, exactly, type Factor, silence } from '../rule.ts'

const SOURCE =
  'AWS EBS pricing: gp2 0.10, gp3 0.08 a GB-month, 0.005 an IOPS over 3,000 (catalogue 2024-07-01), ratio on the price paid'
/** Of the price of a GB-month of gp3: one operation a second, one MiB a second. AWS CUDOS uses the same. */
const IOPS_PRICE = 0.0625

/** gp2 volumes: gp3 costs a fifth less, is no slower and is changed while it runs. Formula: AWS CUDOS. */
export const gp2Volume = defineRule({
  id: 'GEN-01',
  slug: 'gen-01-gp2-volume',
  title: 'gp2 volume that could be gp3',
  family: 'generation',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws'],
  wants: [],
  settings: z.object({}),
  sql: `
    with ${VOLUMES}, ${DISK_LOAD}
    select ${VOLUME_COLUMNS}, ops_p99, ops_peak
    from volume
    left join disk_load using (resource)
    where type = 'gp2'
  `,
  row: VolumeRow.extend({ ops_p99: z.number().nullable(), ops_peak: z.number().nullable() }),
  judge(row) {
    const refused = volumeRefusal(row, 0)
    if (refused !== null) return refused
    const gib = row.gib ?? 0
    const iops = extraIops(gib, row.ops_peak)
    const share = shareOf(gib, iops, row.ops_peak)
    if (share.expected <= 0) return silence('not_worth_it', 'As many operations on gp3 would cost as much.')
    const cost = row.storage_cost
    const id = row.resource_ids[0] ?? ''
    const where = row.region ?? 'REGION'
    const size = iops > 0 ? ` --iops ${3000 + iops}` : ''
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.name} is a gp2 volume of ${Math.round(gib)} GiB`,
      probability: 0.95,
      savings: { low: cost * share.low, expected: cost * share.expected, high: cost * share.high },
      factors: [
        share,
        exactly(
          'operations a second to buy beyond 3,000',
          iops,
          'IOPS',
          row.ops_peak === null ? 'bill: as gp2 gives' : 'metrics',
        ),
      ],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { size_gib: gib, ops_peak: row.ops_peak, type: 'gp2', new_type: 'gp3' },
      remediation: {
        cli: `aws ec2 modify-volume --dry-run --region ${where} --volume-id ${id} --volume-type gp3${size}\naws ec2 modify-volume --region ${where} --volume-id ${id} --volume-type gp3${size}`,
        terraform: `Set type = "gp3"${iops > 0 ? `, iops = ${3000 + iops}` : ''} on the aws_ebs_volume or block device, plan (update in place), apply.`,
        console: `EC2, Volumes, ${id}: modify volume, type gp3. It stays attached and in use.`,
        rollback: 'Modify it back to gp2 after six hours.',
      },
    }
  },
})

/** gp2 gives 3 operations a GiB, 16,000 at most; what was measured may be less. */
function extraIops(gib: number, peak: number | null): number {
  const given = Math.min(16_000, 3 * gib)
  const needed = peak === null ? given : Math.min(given, peak * 1.2)
  return Math.max(0, Math.ceil((needed - 3000) / 100) * 100)
}

/** Volumes over 170 GiB may have used more than the 125 MiB/s that gp3 includes; no series shows bytes. */
function shareOf(gib: number, iops: number, peak: number | null): Factor {
  const expected = gib <= 0 ? 0.2 : 0.2 - (0.8 * IOPS_PRICE * iops) / gib
  const sure = gib <= 170 || (peak !== null && peak <= 500)
  return {
    name: 'part of the storage charge that ends on gp3',
    low: expected * (sure ? 0.99 : 0.92),
    expected,
    high: expected * 1.01,
    unit: 'share',
    source: SOURCE,
  }
}
