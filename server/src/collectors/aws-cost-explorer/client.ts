import type { CostExplorerClient } from '@aws-sdk/client-cost-explorer'
import { type AwsCaller, type AwsService, awsCaller, quietAwsSdk } from '../aws-client.ts'
import type { CallContext } from '../collector.ts'
import type { Settings } from './settings.ts'

/** Every request costs 0.01 USD; AWS publishes no rate. */
const COST_EXPLORER: AwsService = {
  name: 'AWS Cost Explorer',
  iam: 'ce',
  concurrency: 2,
  paid: true,
}

type Sdk = typeof import('@aws-sdk/client-cost-explorer')

export interface CostExplorer extends AwsCaller<CostExplorerClient> {
  readonly sdk: Sdk
}

/** The SDK is loaded here and not before: most commands never ask AWS. */
export async function openCostExplorer(settings: Settings, context: CallContext): Promise<CostExplorer> {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-cost-explorer')
  return {
    ...awsCaller(COST_EXPLORER, (config) => new sdk.CostExplorerClient(config), settings, context),
    sdk,
  }
}
