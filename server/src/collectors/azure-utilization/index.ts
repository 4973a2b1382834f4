import type { CallContext } from '../call-context.ts'
import { defineCollector } from '../collector.ts'
import { days, snapshot } from '../windows.ts'
import { collectAccounts, subscriptionsOf } from './accounts.ts'
import { collectAdvice } from './advice.ts'
import { connectEstate } from './client.ts'
import { collectInventory } from './inventory.ts'
import { collectMetrics } from './metrics.ts'
import { resourcesOf } from './resources.ts'
import { type Settings, settings } from './settings.ts'

/** What runs in Azure, how much of it is used, what Advisor says of it, and whose it is. */
export const azureUtilization = defineCollector({
  id: 'azure-utilization',
  title: 'Azure utilisation and inventory',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'accounts',
      title: 'Subscriptions and management groups',
      kind: 'accounts',
      enabled: ({ accounts }) => accounts,
      windows: snapshot(),
      collect: collectAccounts,
    },
    {
      id: 'inventory',
      title: 'Machines, disks, snapshots and addresses',
      kind: 'inventory',
      enabled: ({ inventory }) => inventory,
      windows: snapshot(),
      collect: collectInventory,
    },
    {
      id: 'advice',
      title: 'Azure Advisor',
      kind: 'findings',
      enabled: ({ advice }) => advice,
      windows: snapshot(),
      collect: collectAdvice,
    },
    {
      id: 'metrics',
      title: 'Hourly metrics',
      kind: 'metrics',
      enabled: ({ metrics }) => metrics,
      // one question a resource and week; Azure answers for thirty days at most
      windows: days({ back: 27, length: 7, changing: 2 }),
      collect: collectMetrics,
    },
  ],
  probes: [
    {
      permission: 'Microsoft.Resources/subscriptions/resources/read',
      purpose: 'metrics, inventory and advice',
      policy: 'docs/permissions/azure-utilization.json',
      check: probeResources,
    },
  ],
})

/** The list of one subscription's resources. */
async function probeResources(config: Settings, context: CallContext) {
  const estate = await connectEstate(config, context)
  const subscriptions = await subscriptionsOf(config, estate, context)
  const [first = ''] = subscriptions
  await resourcesOf(estate, first, [])
  const serverTime = estate.arm.serverTime()
  return {
    ...(serverTime === undefined ? {} : { serverTime }),
    note: `${subscriptions.length} subscriptions`,
  }
}
