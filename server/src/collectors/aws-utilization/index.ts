import { defineCollector } from '../collector.ts'
import { hubPart } from './hub.ts'
import { inventoryPart } from './inventory.ts'
import { metricsPart } from './metrics.ts'
import { optimizerPart } from './optimizer.ts'
import { pricesPart } from './prices.ts'
import { PROBES } from './probes.ts'
import { settings } from './settings.ts'

/** How busy resources are, what they are, what AWS advises, and what it asks for them. */
export const awsUtilization = defineCollector({
  id: 'aws-utilization',
  title: 'AWS utilisation, inventory and prices',
  config: settings,
  // 500 metrics at 0.01 USD a thousand
  requestPrice: '0.005',
  parts: [inventoryPart, metricsPart, optimizerPart, hubPart, pricesPart],
  probes: PROBES,
})
