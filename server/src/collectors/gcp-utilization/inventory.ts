import type { CollectContext, Collected, JsonValue, PageRow } from '../collector.ts'
import { gcpSource } from '../gcp-client.ts'
import { Address, Disk, Instance, lastPart, listCompute } from './compute.ts'
import { eachProject } from './each-project.ts'
import { type Project, projectsOf } from './projects.ts'
import { addressId, diskId, instanceId } from './resource-id.ts'
import type { Settings } from './settings.ts'

/** Instances, disks and addresses as they are now, three requests a project and page. */
export async function collectInventory(config: Settings, context: CollectContext): Promise<Collected> {
  const source = gcpSource(config, context)
  const observedAt = `${context.window.since}T00:00:00Z`
  await eachProject(context, await projectsOf(source, config), async (project) => {
    const instances = await listCompute(source, project, 'instances', Instance)
    const disks = await listCompute(source, project, 'disks', Disk)
    const addresses = await listCompute(source, project, 'addresses', Address)
    const rows = [
      ...instances.map((instance) => instanceRow(project, instance)),
      ...disks.map((disk) => diskRow(project, disk)),
      ...addresses.map((address) => addressRow(project, address)),
    ]
    if (rows.length > 0) context.page(rows.map((row) => ({ ...row, observed_at: observedAt })))
  })
  return { estimated: false }
}

function instanceRow(project: Project, instance: Instance): PageRow {
  const zone = lastPart(instance.zone)
  const { provisioningModel, preemptible = false } = instance.scheduling ?? {}
  return {
    resource_id: instanceId(project, zone, instance.id),
    resource_type: 'instance',
    state: instance.status,
    attributes: known({
      name: instance.name,
      project: project.id,
      zone,
      instance_type: lastPart(instance.machineType),
      launched_at: instance.lastStartTimestamp ?? instance.creationTimestamp,
      stopped_at: instance.lastStopTimestamp,
      spot: preemptible || provisioningModel === 'SPOT',
      accelerators: instance.guestAccelerators.map(({ acceleratorType, acceleratorCount }) => ({
        type: lastPart(acceleratorType),
        count: acceleratorCount,
      })),
      labels: instance.labels,
    }),
  }
}

function diskRow(project: Project, disk: Disk): PageRow {
  const location = placeOf(disk.zone, disk.region)
  return {
    resource_id: diskId(project, location, disk.id),
    resource_type: 'volume',
    state: disk.status,
    attributes: known({
      name: disk.name,
      project: project.id,
      location: lastPart(location),
      attached: disk.users.length > 0,
      size_gib: Number(disk.sizeGb),
      volume_type: disk.type === undefined ? undefined : lastPart(disk.type),
      created_at: disk.creationTimestamp,
      last_attached_at: disk.lastAttachTimestamp,
      last_detached_at: disk.lastDetachTimestamp,
      iops: disk.provisionedIops === undefined ? undefined : Number(disk.provisionedIops),
      labels: disk.labels,
    }),
  }
}

function addressRow(project: Project, address: Address): PageRow {
  const location = placeOf(undefined, address.region)
  return {
    resource_id: addressId(project, location, address.id),
    resource_type: 'address',
    state: address.status,
    attributes: known({
      name: address.name,
      project: project.id,
      location: lastPart(location),
      attached: address.users.length > 0,
      address_type: address.addressType,
      created_at: address.creationTimestamp,
    }),
  }
}

function placeOf(zone: string | undefined, region: string | undefined): string {
  if (zone !== undefined) return `zones/${lastPart(zone)}`
  return region === undefined ? 'global' : `regions/${lastPart(region)}`
}

/** Without the members that are not known. */
function known(members: Readonly<Record<string, JsonValue | undefined>>): Record<string, JsonValue> {
  const entries = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}
