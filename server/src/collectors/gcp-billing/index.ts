import { defineCollector } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { collectAccounts } from './accounts.ts'
import { collectPrices } from './prices.ts'
import { probes } from './probes.ts'
import { settings } from './settings.ts'

/** Billing accounts, projects with what stands above them, and the price list of the Cloud Catalog. No spend: that is in BigQuery. */
export const gcpBilling = defineCollector({
  id: 'gcp-billing',
  title: 'Google Cloud accounts and list prices',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'accounts',
      title: 'Billing accounts and projects with their folders',
      kind: 'accounts',
      windows: snapshot(),
      collect: collectAccounts,
    },
    {
      id: 'prices',
      title: 'List prices of the Cloud Catalog',
      kind: 'prices',
      enabled: ({ priceServices }) => priceServices.length > 0,
      windows: snapshot({ everyDays: 7 }),
      collect: collectPrices,
    },
  ],
  probes,
})
