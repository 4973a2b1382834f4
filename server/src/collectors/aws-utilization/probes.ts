import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { CallContext, Probe } from '../collector.ts'
import { accountsOf } from './accounts.ts'
import { openCloudWatch, openComputeOptimizer, openEc2, openHub, openPricing } from './clients.ts'
import type { Settings } from './settings.ts'

const ANY = z.looseObject({})
type Wanted = 'metrics' | 'inventory' | 'advice' | 'prices'

/** The cheapest call of each kind. Of metrics one is asked for: 0.00001 USD. */
export const PROBES: readonly Probe<Settings>[] = [
  probe('ec2:DescribeInstances', 'inventory of instances', 'inventory', async (settings, region, context) => {
    const { ask, sdk, serverTime } = await openEc2(settings, region, context)
    const command = new sdk.DescribeInstancesCommand({ MaxResults: 5 })
    await ask('DescribeInstances', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
    return serverTime()
  }),
  probe('ec2:DescribeVolumes', 'inventory of volumes', 'inventory', async (settings, region, context) => {
    const { ask, sdk, serverTime } = await openEc2(settings, region, context)
    const command = new sdk.DescribeVolumesCommand({ MaxResults: 5 })
    await ask('DescribeVolumes', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
    return serverTime()
  }),
  probe('cloudwatch:ListMetrics', 'what runs', 'metrics', async (settings, region, context) => {
    const { list, sdk } = await openCloudWatch(settings, region, context)
    const command = new sdk.ListMetricsCommand({ Namespace: 'AWS/EC2' })
    await list.ask('ListMetrics', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
    return list.serverTime()
  }),
  probe('cloudwatch:GetMetricData', 'hourly metrics', 'metrics', async (settings, region, context) => {
    const { data, sdk } = await openCloudWatch(settings, region, context)
    const Metric = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' }
    const end = context.clock()
    const command = new sdk.GetMetricDataCommand({
      MetricDataQueries: [
        { Id: 'q0', MetricStat: { Metric: { ...Metric, Dimensions: [] }, Period: 3600, Stat: 'Average' } },
      ],
      StartTime: new Date(end.getTime() - 3_600_000),
      EndTime: end,
    })
    await data.ask('GetMetricData', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
    return data.serverTime()
  }),
  probe(
    'compute-optimizer:GetEC2InstanceRecommendations',
    'findings of Compute Optimizer',
    'advice',
    async (settings, region, context) => {
      const { ask, sdk, serverTime } = await openComputeOptimizer(settings, region, context)
      const command = new sdk.GetEC2InstanceRecommendationsCommand({ maxResults: 1 })
      await ask(
        'GetEC2InstanceRecommendations',
        (client, abortSignal) => client.send(command, { abortSignal }),
        ANY,
      )
      return serverTime()
    },
  ),
  probe(
    'cost-optimization-hub:ListRecommendations',
    'findings of Cost Optimization Hub',
    'advice',
    async (settings, _region, context) => {
      const { ask, sdk, serverTime } = await openHub(settings, context)
      const command = new sdk.ListRecommendationsCommand({ maxResults: 1 })
      await ask('ListRecommendations', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
      return serverTime()
    },
  ),
  probe('pricing:GetProducts', 'list prices', 'prices', async (settings, _region, context) => {
    const { ask, sdk, serverTime } = await openPricing(settings, context)
    const command = new sdk.GetProductsCommand({ ServiceCode: 'AmazonEC2', MaxResults: 1 })
    await ask('GetProducts', (client, abortSignal) => client.send(command, { abortSignal }), ANY)
    return serverTime()
  }),
]

function probe(
  permission: string,
  purpose: string,
  wanted: Wanted,
  ask: (settings: Settings, region: string, context: CallContext) => Promise<Date | undefined>,
): Probe<Settings> {
  return {
    permission,
    purpose,
    policy: 'docs/permissions/aws-utilization.json',
    enabled: (settings) => settings[wanted],
    async check(settings, context) {
      const several = wanted === 'metrics' || wanted === 'inventory'
      const asked = several ? accountsOf(settings) : [settings]
      let time: Date | undefined
      for (const account of asked)
        time = await inAccount(account, () => ask(account, account.regions[0] ?? 'us-east-1', context))
      const note = asked.length > 1 ? { note: `in ${asked.length} accounts` } : {}
      return time === undefined ? note : { serverTime: time, ...note }
    },
  }
}

/** Says in which account it was refused. */
async function inAccount<T>({ accountId }: Settings, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof CollectError)) throw error
    const { kind, message, vendorCode, grant } = error
    throw new CollectError(kind, `account ${accountId}: ${message}`, { vendorCode, grant, cause: error })
  }
}
