import { z } from 'zod'
import { VOLUME_COLUMNS, VolumeRow, volumeRefusal } from '../base/volume-row.ts'
import { VOLUMES } from '../base/volume-use.ts'
import { defineRule, exactly, type Factor, silence, times } from '../rule.ts'

/** How full the new volume is, once the data has moved. */
const FILL = { low: 0.4, expected: 0.5, high: 0.7 }

/** Disks that are mostly empty. None can shrink: a smaller one is made and the data copied. */
export const diskSize = defineRule({
  id: 'RS-07',
  slug: 'rs-07-disk-size',
  title: 'Disk that is mostly empty',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(1).max(30).default(14).describe('Days of age, at least'),
    min_gib: z.number().min(1).default(100).describe('Size of a disk that is worth the work'),
    max_used: z.number().min(0.01).max(0.9).default(0.5).describe('Used part of it, at most'),
  }),
  sql: `
    with ${VOLUMES}
    select ${VOLUME_COLUMNS}, coalesce(try_cast(attributes->>'used_gib' as double),
      try_cast(attributes->>'used_bytes' as double) / 1073741824) as used_gib,
      coalesce((attributes->>'attached') = 'false', false) as unattached
    from volume
    where gib >= $min_gib
  `,
  row: VolumeRow.extend({ used_gib: z.number().nullable(), unattached: z.boolean() }),
  judge(row, { settings }) {
    const refused = volumeRefusal(row, settings.days)
    if (refused !== null) return refused
    const { gib, used_gib: used } = row
    if (gib === null || used === null)
      return silence('no_inventory', 'Nobody says how full it is: an agent on the machine would.')
    if (row.unattached) return silence('excluded', 'Attached to nothing: IDLE-02 judges it.')
    if (used > settings.max_used * gib) return silence('not_worth_it', 'More than half of it is used.')
    const share = smaller(gib, used)
    if (share.expected <= 0.1) return silence('not_worth_it', 'A smaller disk would be as full as this one.')
    const cost = times(row.storage_cost, share)
    const id = row.resource_ids[0] ?? ''
    return {
      verdict: 'finding',
      grade: 'I',
      title: `${row.name} holds ${Math.round(used)} of ${Math.round(gib)} GiB`,
      probability: 0.75,
      savings: cost,
      factors: [
        share,
        exactly('used', used, 'GiB', 'inventory'),
        exactly('size', gib, 'GiB', 'inventory, bill'),
      ],
      // Both disks bill for about a week while the data moves.
      oneOff: row.storage_cost * (1 - share.expected) * 0.25,
      effort: 'L',
      risk: 'medium',
      facts: {
        size_gib: Math.round(gib),
        used_gib: Math.round(used),
        new_size_gib: Math.ceil(used / FILL.expected),
        caution: 'operations a second of gp2, persistent and premium disks shrink with the size',
      },
      remediation: moveSteps(row.provider, { id, region: row.region, gib: Math.ceil(used / FILL.expected) }),
    }
  },
})

function smaller(gib: number, used: number): Factor {
  const share = (fill: number) => Math.max(0, 1 - Math.max(used / fill, 1) / gib)
  return {
    name: `part of the size that ends when the new disk is ${FILL.expected * 100} % full`,
    low: share(FILL.low),
    expected: share(FILL.expected),
    high: share(FILL.high),
    unit: 'share',
    source: 'inventory; fill of the new disk is our prior',
  }
}

function moveSteps(
  provider: string,
  { id, region, gib }: { id: string; region: string | null; gib: number },
) {
  const where = region ?? 'REGION'
  const name = id.split('/').at(-1) ?? id
  const cli: Readonly<Record<string, string>> = {
    aws: `aws ec2 create-snapshot --region ${where} --volume-id ${id}\naws ec2 create-volume --region ${where} --availability-zone ZONE --volume-type gp3 --size ${gib}\n# attach it, copy with rsync, swap the mounts, keep ${id} for two weeks`,
    azure: `az snapshot create --resource-group RESOURCE_GROUP --name ${name}-before --source ${id}\naz disk create --resource-group RESOURCE_GROUP --name ${name}-small --size-gb ${gib}\n# attach it, copy, swap the mounts, keep ${name} for two weeks`,
    gcp: `gcloud compute snapshots create ${name}-before --source-disk=${name} --source-disk-zone=ZONE\ngcloud compute disks create ${name}-small --size=${gib}GB --zone=ZONE\n# attach it, copy, swap the mounts, keep ${name} for two weeks`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform: `Add a second volume of ${gib} GiB, move the data, then remove the first: a smaller size in place would replace it and lose the data.`,
    console: `Create a volume of ${gib} GiB, copy the data, swap the mounts.`,
    rollback: 'Mount the old volume again; it is deleted only after two weeks.',
  }
}
