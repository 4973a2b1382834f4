import { z } from 'zod'

const text = z.string().optional()
const NextToken = text
/** Whatever is no XML of EC2 reads as nothing at all; an answer of AWS has its number. */
const $metadata = z.object({ requestId: z.string('the answer has no request id') })
export const Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([])

export const Instance = z.object({
  InstanceId: z.string().min(1),
  InstanceType: text,
  LaunchTime: z.date().optional(),
  State: z.object({ Name: text }).optional(),
  Placement: z.object({ AvailabilityZone: text, Tenancy: text }).optional(),
  InstanceLifecycle: text,
  PlatformDetails: text,
  Architecture: text,
  StateTransitionReason: text,
  Tags,
})
export const InstancesAnswer = z.object({
  Reservations: z.array(z.object({ Instances: z.array(Instance).default([]) })).default([]),
  NextToken,
  $metadata,
})

export const Volume = z.object({
  VolumeId: z.string().min(1),
  Size: z.int().optional(),
  VolumeType: text,
  Iops: z.int().optional(),
  Throughput: z.int().optional(),
  State: text,
  CreateTime: z.date().optional(),
  AvailabilityZone: text,
  SnapshotId: text,
  Attachments: z.array(z.object({ InstanceId: text, State: text })).default([]),
  Tags,
})
export const VolumesAnswer = z.object({ Volumes: z.array(Volume).default([]), NextToken, $metadata })

export const Address = z.object({
  AllocationId: z.string().min(1),
  AssociationId: text,
  PublicIp: text,
  InstanceId: text,
  NetworkInterfaceId: text,
  Tags,
})
export const AddressesAnswer = z.object({ Addresses: z.array(Address).default([]), $metadata })

export const Snapshot = z.object({
  SnapshotId: z.string().min(1),
  VolumeId: text,
  VolumeSize: z.int().optional(),
  StartTime: z.date().optional(),
  State: text,
  StorageTier: text,
  Description: text,
  Tags,
})
export const SnapshotsAnswer = z.object({ Snapshots: z.array(Snapshot).default([]), NextToken, $metadata })
