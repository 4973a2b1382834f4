import { addDays, toDay } from '@outlay/shared/period'
import type { CallContext } from '../call-context.ts'
import { defineCollector } from '../collector.ts'
import { months, snapshot } from '../windows.ts'
import { connectCosts } from './client.ts'
import { collectCosts } from './costs.ts'
import { collectForecast } from './forecast.ts'
import { collectGroupings } from './groupings.ts'
import { askCosts } from './pages.ts'
import { type Settings, settings } from './settings.ts'

/** Azure's costs by day and service, actual and amortized merged, for scopes that have no export yet. */
export const azureCostManagement = defineCollector({
  id: 'azure-cost-management',
  title: 'Azure Cost Management',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'costs',
      title: 'Costs by service',
      kind: 'costs',
      windows: months({ back: 12 }),
      collect: collectCosts,
    },
    {
      id: 'forecast',
      title: "Azure's own forecast",
      kind: 'forecasts',
      windows: snapshot(),
      collect: collectForecast,
    },
    {
      id: 'groupings',
      title: 'Costs by region, resource group and tag',
      kind: 'groupings',
      windows: months({ back: 12 }),
      collect: collectGroupings,
    },
  ],
  probes: [
    {
      permission: 'Microsoft.CostManagement/query/read',
      purpose: 'costs, forecast and side tables',
      policy: 'docs/permissions/azure-cost-management.json',
      check: probeQuery,
    },
  ],
})

/** One day without any grouping: one quota unit. */
async function probeQuery(config: Settings, context: CallContext) {
  const client = await connectCosts(config, context)
  const yesterday = addDays(toDay(context.clock()), -1)
  const window = { since: yesterday, until: addDays(yesterday, 1) }
  const rows = await askCosts(client, { type: 'ActualCost', window, grouping: [] })
  const serverTime = client.serverTime()
  return {
    ...(serverTime === undefined ? {} : { serverTime }),
    note: rows.length === 0 ? 'no costs yesterday yet' : 'costs are there',
  }
}
