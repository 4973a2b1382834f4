import { defineCollector } from '../collector.ts'
import { anomaliesPart } from './anomalies.ts'
import { commitmentsPart } from './commitments.ts'
import { costsPart } from './costs.ts'
import { forecastPart } from './forecast.ts'
import { groupingParts } from './groupings.ts'
import { PROBES } from './probes.ts'
import { purchasesPart } from './purchases.ts'
import { rightsizingPart } from './rightsizing.ts'
import { settings } from './settings.ts'

/** Costs for accounts that have no export yet, and what AWS itself makes of them. */
export const awsCostExplorer = defineCollector({
  id: 'aws-cost-explorer',
  title: 'AWS Cost Explorer',
  config: settings,
  requestPrice: '0.01',
  parts: [
    costsPart,
    ...groupingParts,
    forecastPart,
    anomaliesPart,
    rightsizingPart,
    commitmentsPart,
    purchasesPart,
  ],
  probes: PROBES,
})
