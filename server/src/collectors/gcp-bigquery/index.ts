import { defineCollector } from '../collector.ts'
import { collectMonth } from './collect-month.ts'
import { monthWindows } from './month-windows.ts'
import { probes } from './probes.ts'
import { settings } from './settings.ts'

/** The billing export in BigQuery: detailed, standard or FOCUS. */
export const gcpBigquery = defineCollector({
  id: 'gcp-bigquery',
  title: 'Google Cloud billing export in BigQuery',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'costs',
      title: 'Rows of the billing export',
      kind: 'costs',
      format: 'gcp-billing',
      windows: monthWindows,
      collect: collectMonth,
    },
  ],
  probes,
})
