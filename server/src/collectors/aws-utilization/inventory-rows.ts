import type { z } from 'zod'
import type { PageRow } from '../collector.ts'
import type { Address, Instance, Snapshot, Tags, Volume } from './inventory-answers.ts'

/** Where and when a resource was seen. */
export interface Seen {
  readonly region: string
  readonly account: string
  readonly observedAt: string
}

export function instanceRow(instance: z.output<typeof Instance>, seen: Seen): PageRow {
  return {
    resource_id: instance.InstanceId,
    resource_type: 'instance',
    state: instance.State?.Name ?? null,
    observed_at: seen.observedAt,
    attributes: {
      ...place(seen, instance.Placement?.AvailabilityZone),
      instance_type: instance.InstanceType ?? null,
      launched_at: time(instance.LaunchTime),
      lifecycle: instance.InstanceLifecycle === 'spot' ? 'spot' : 'on_demand',
      platform: instance.PlatformDetails ?? null,
      architecture: instance.Architecture ?? null,
      tenancy: instance.Placement?.Tenancy ?? null,
      state_reason: instance.StateTransitionReason ?? null,
      tags: tagsOf(instance.Tags),
    },
  }
}

export function volumeRow(volume: z.output<typeof Volume>, seen: Seen): PageRow {
  return {
    resource_id: volume.VolumeId,
    resource_type: 'volume',
    state: volume.State ?? null,
    observed_at: seen.observedAt,
    attributes: {
      ...place(seen, volume.AvailabilityZone),
      attached: volume.Attachments.length > 0,
      attached_to: volume.Attachments.flatMap(({ InstanceId }) => InstanceId ?? []),
      size_gib: volume.Size ?? null,
      volume_type: volume.VolumeType ?? null,
      iops: volume.Iops ?? null,
      throughput_mibps: volume.Throughput ?? null,
      created_at: time(volume.CreateTime),
      tags: tagsOf(volume.Tags),
    },
  }
}

/** The bill names addresses and snapshots by ARN. */
export function addressRow(address: z.output<typeof Address>, seen: Seen): PageRow {
  const attached = address.AssociationId !== undefined
  return {
    resource_id: `arn:aws:ec2:${seen.region}:${seen.account}:elastic-ip/${address.AllocationId}`,
    resource_type: 'address',
    state: attached ? 'associated' : 'unassociated',
    observed_at: seen.observedAt,
    attributes: {
      ...place(seen, undefined),
      attached,
      attached_to: [address.InstanceId ?? address.NetworkInterfaceId ?? []].flat(),
      public_ip: address.PublicIp ?? null,
      tags: tagsOf(address.Tags),
    },
  }
}

export function snapshotRow(each: z.output<typeof Snapshot>, seen: Seen): PageRow {
  return {
    resource_id: `arn:aws:ec2:${seen.region}:${seen.account}:snapshot/${each.SnapshotId}`,
    resource_type: 'snapshot',
    state: each.State ?? null,
    observed_at: seen.observedAt,
    attributes: {
      ...place(seen, undefined),
      size_gib: each.VolumeSize ?? null,
      volume_id: each.VolumeId ?? null,
      created_at: time(each.StartTime),
      tier: each.StorageTier ?? null,
      tags: tagsOf(each.Tags),
    },
  }
}

function place({ region, account }: Seen, zone: string | undefined) {
  return { region, account, ...(zone === undefined ? {} : { zone }) }
}

function time(date: Date | undefined): string | null {
  return date === undefined ? null : `${date.toISOString().slice(0, 19)}Z`
}

function tagsOf(tags: z.output<typeof Tags>): Record<string, string> {
  const pairs = tags.map(({ Key, Value }) => [Key, Value] as const)
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
