import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, JsonValue, PageRow } from '../collector.ts'
import { subscriptionsOf } from './accounts.ts'
import { connectEstate, listArm } from './client.ts'
import type { Settings } from './settings.ts'

/** Virtual machines with their power state, disks, snapshots and public addresses. */
export async function collectInventory(config: Settings, context: CollectContext): Promise<Collected> {
  const estate = await connectEstate(config, context)
  const { MonitorClient } = await import('@azure/arm-monitor')
  const observed = `${context.window.since}T00:00:00Z`
  for (const subscription of await subscriptionsOf(config, estate, context)) {
    const client = new MonitorClient(estate.arm.credential, subscription, estate.arm.options)
    const list = async (path: string) =>
      z.array(Item).parse(await listArm(estate, client, `/subscriptions/${subscription}/providers/${path}`))
    const states = statesOf(
      await list('Microsoft.Compute/virtualMachines?api-version=2024-07-01&statusOnly=true'),
    )
    for (const { path, toRow } of KINDS) {
      const items = await list(path)
      context.page(items.map((item) => ({ observed_at: observed, ...toRow(item, states) })))
    }
  }
  return { estimated: false }
}

const text = z.string().nullish().catch(null)
const number = z.number().nullish().catch(null)

const Item = z.object({
  id: z.string(),
  location: text,
  sku: z.object({ name: text }).nullish(),
  zones: z.array(z.string()).nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  managedBy: text,
  properties: z.record(z.string(), z.unknown()).nullish(),
})
type Item = z.output<typeof Item>

type States = ReadonlyMap<string, string>

function statesOf(machines: readonly Item[]): States {
  const View = z.object({
    instanceView: z.object({ statuses: z.array(z.object({ code: text, displayStatus: text })) }),
  })
  return new Map(
    machines.flatMap(({ id, properties }) => {
      const statuses = View.safeParse(properties).data?.instanceView.statuses ?? []
      const power = statuses.find(({ code }) => code?.startsWith('PowerState/'))
      return power?.displayStatus === null || power?.displayStatus === undefined
        ? []
        : [[id.toLowerCase(), power.displayStatus] as const]
    }),
  )
}

interface Kind {
  readonly path: string
  toRow(item: Item, states: States): PageRow
}

const KINDS: readonly Kind[] = [
  { path: 'Microsoft.Compute/virtualMachines?api-version=2024-07-01', toRow: machineRow },
  { path: 'Microsoft.Compute/disks?api-version=2024-03-02', toRow: diskRow },
  { path: 'Microsoft.Compute/snapshots?api-version=2024-03-02', toRow: snapshotRow },
  { path: 'Microsoft.Network/publicIPAddresses?api-version=2024-05-01', toRow: addressRow },
]

function machineRow(item: Item, states: States): PageRow {
  const { hardwareProfile, storageProfile, timeCreated, priority } = read(
    z.object({
      hardwareProfile: z.object({ vmSize: text }).nullish(),
      storageProfile: z.object({ osDisk: z.object({ osType: text }).nullish() }).nullish(),
      timeCreated: text,
      priority: text,
    }),
    item,
  )
  return row(item, 'vm', states.get(item.id.toLowerCase()) ?? null, {
    instance_type: hardwareProfile?.vmSize ?? null,
    lifecycle: priority === 'Spot' || priority === 'Low' ? 'spot' : 'on-demand',
    launched_at: timeCreated ?? null,
    os: storageProfile?.osDisk?.osType ?? null,
  })
}

function diskRow(item: Item): PageRow {
  const { diskState, diskSizeGB, timeCreated, LastOwnershipUpdateTime } = read(
    z.object({ diskState: text, diskSizeGB: number, timeCreated: text, LastOwnershipUpdateTime: text }),
    item,
  )
  const attached = diskState !== 'Unattached'
  return row(item, 'disk', diskState ?? null, {
    attached,
    attached_to: item.managedBy?.toLowerCase() ?? null,
    size_gib: diskSizeGB ?? null,
    volume_type: item.sku?.name ?? null,
    created_at: timeCreated ?? null,
    detached_at: attached ? null : (LastOwnershipUpdateTime ?? null),
  })
}

function snapshotRow(item: Item): PageRow {
  const { diskSizeGB, timeCreated, incremental, creationData } = read(
    z.object({
      diskSizeGB: number,
      timeCreated: text,
      incremental: z.boolean().nullish().catch(null),
      creationData: z.object({ sourceResourceId: text }).nullish(),
    }),
    item,
  )
  return row(item, 'snapshot', null, {
    size_gib: diskSizeGB ?? null,
    created_at: timeCreated ?? null,
    incremental: incremental ?? null,
    source: creationData?.sourceResourceId?.toLowerCase() ?? null,
  })
}

function addressRow(item: Item): PageRow {
  const { ipConfiguration, publicIPAllocationMethod } = read(
    z.object({ ipConfiguration: z.object({ id: text }).nullish(), publicIPAllocationMethod: text }),
    item,
  )
  const attached = ipConfiguration?.id !== undefined && ipConfiguration.id !== null
  return row(item, 'address', attached ? 'in use' : 'free', {
    attached,
    attached_to: ipConfiguration?.id?.toLowerCase() ?? null,
    allocation: publicIPAllocationMethod ?? null,
    sku: item.sku?.name ?? null,
  })
}

function row(
  { id, location, zones, tags }: Item,
  type: string,
  state: string | null,
  attributes: Record<string, JsonValue>,
): PageRow {
  return {
    resource_id: id.toLowerCase(),
    resource_type: type,
    state,
    attributes: {
      ...attributes,
      region: location ?? null,
      ...(zones === null || zones === undefined ? {} : { zones }),
      ...(tags === null || tags === undefined ? {} : { tags }),
    },
  }
}

function read<T>(schema: z.ZodType<T>, { id, properties }: Item): T {
  const result = schema.safeParse(properties ?? {})
  if (result.success) return result.data
  throw new CollectError(
    'bad_answer',
    `Azure tells ${id} in a shape that is not known: ${result.error.issues[0]?.path.join('.')}`,
  )
}
