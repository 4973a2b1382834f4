import { awsCostExplorer } from './aws-cost-explorer/index.ts'
import { awsDataExport } from './aws-data-export/index.ts'
import { awsOrganizations } from './aws-organizations/index.ts'
import { awsUtilization } from './aws-utilization/index.ts'
import { azureCostManagement } from './azure-cost-management/index.ts'
import { azureExport } from './azure-export/index.ts'
import { azureUtilization } from './azure-utilization/index.ts'
import type { Collector } from './collector.ts'
import { gcpBigquery } from './gcp-bigquery/index.ts'
import { gcpBilling } from './gcp-billing/index.ts'
import { gcpUtilization } from './gcp-utilization/index.ts'

/** Every cloud that can be collected from. One line a collector. */
export const collectors: readonly Collector[] = [
  awsCostExplorer,
  awsDataExport,
  awsOrganizations,
  awsUtilization,
  azureCostManagement,
  azureExport,
  azureUtilization,
  gcpBigquery,
  gcpBilling,
  gcpUtilization,
]
