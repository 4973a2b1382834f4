import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { ComputeOptimizerClient } from '@aws-sdk/client-compute-optimizer'
import type { CostOptimizationHubClient } from '@aws-sdk/client-cost-optimization-hub'
import type { EC2Client } from '@aws-sdk/client-ec2'
import type { PricingClient } from '@aws-sdk/client-pricing'
import { type AwsCaller, awsCaller, quietAwsSdk } from '../aws-client.ts'
import type { CallContext } from '../collector.ts'
import type { Settings } from './settings.ts'

/** These two live in one region. */
const GLOBAL_REGION = 'us-east-1'

/** What is asked about metrics is paid for by their number; which there are is free. */
export async function openCloudWatch(settings: Settings, region: string, context: CallContext) {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-cloudwatch')
  const caller = (paid: boolean): AwsCaller<CloudWatchClient> =>
    awsCaller(
      { name: 'Amazon CloudWatch', iam: 'cloudwatch', concurrency: 4, paid },
      (config) => new sdk.CloudWatchClient(config),
      { ...settings, region },
      context,
    )
  return { sdk, data: caller(true), list: caller(false) }
}

export async function openEc2(settings: Settings, region: string, context: CallContext) {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-ec2')
  const caller: AwsCaller<EC2Client> = awsCaller(
    { name: 'Amazon EC2', iam: 'ec2', concurrency: 2, paid: false },
    (config) => new sdk.EC2Client(config),
    { ...settings, region },
    context,
  )
  return { ...caller, sdk }
}
export type Ec2 = Awaited<ReturnType<typeof openEc2>>

export async function openComputeOptimizer(settings: Settings, region: string, context: CallContext) {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-compute-optimizer')
  const caller: AwsCaller<ComputeOptimizerClient> = awsCaller(
    { name: 'AWS Compute Optimizer', iam: 'compute-optimizer', concurrency: 1, paid: false },
    (config) => new sdk.ComputeOptimizerClient(config),
    { ...settings, region },
    context,
  )
  return { ...caller, sdk }
}
export type ComputeOptimizer = Awaited<ReturnType<typeof openComputeOptimizer>>

export async function openHub(settings: Settings, context: CallContext) {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-cost-optimization-hub')
  const caller: AwsCaller<CostOptimizationHubClient> = awsCaller(
    { name: 'AWS Cost Optimization Hub', iam: 'cost-optimization-hub', concurrency: 1, paid: false },
    (config) => new sdk.CostOptimizationHubClient(config),
    { ...settings, region: GLOBAL_REGION },
    context,
  )
  return { ...caller, sdk }
}

export async function openPricing(settings: Settings, context: CallContext) {
  quietAwsSdk()
  const sdk = await import('@aws-sdk/client-pricing')
  const caller: AwsCaller<PricingClient> = awsCaller(
    { name: 'AWS Price List', iam: 'pricing', concurrency: 2, paid: false },
    (config) => new sdk.PricingClient(config),
    { ...settings, region: GLOBAL_REGION },
    context,
  )
  return { ...caller, sdk }
}
