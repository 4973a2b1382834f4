import { defineCollector } from '../collector.ts'
import { days, snapshot } from '../windows.ts'
import { collectFindings } from './findings.ts'
import { collectInventory } from './inventory.ts'
import { collectMetrics } from './metrics.ts'
import { probes } from './probes.ts'
import { settings } from './settings.ts'

/** Cloud Monitoring keeps samples of most metrics for six weeks. Source: Cloud Monitoring, "Data retention". */
const KEPT_DAYS = 41

/** How much resources are used, what they are, and what Google recommends about them. */
export const gcpUtilization = defineCollector({
  id: 'gcp-utilization',
  title: 'Google Cloud utilisation, inventory and recommendations',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'inventory',
      title: 'Instances, disks and addresses of Compute Engine',
      kind: 'inventory',
      windows: snapshot(),
      collect: collectInventory,
    },
    {
      id: 'metrics',
      title: 'Hourly metrics of Cloud Monitoring',
      kind: 'metrics',
      windows: days({ back: KEPT_DAYS, length: 7, changing: 2 }),
      collect: collectMetrics,
    },
    {
      id: 'recommendations',
      title: 'Findings of the Recommender',
      kind: 'findings',
      enabled: ({ recommendations }) => recommendations,
      windows: snapshot(),
      collect: collectFindings,
    },
  ],
  probes,
})
