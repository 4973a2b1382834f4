import type { ComputeOptimizerClient } from '@aws-sdk/client-compute-optimizer'

type Sdk = typeof import('@aws-sdk/client-compute-optimizer')

/** A list of Compute Optimizer and the names of its members. */
export interface FindingSpec {
  readonly action: string
  readonly type: string
  readonly service: string
  /** Member of the answer that holds the findings. */
  readonly list: string
  /** Members of a finding. */
  readonly arn: string
  readonly finding: string
  readonly options: string | null
  readonly current: readonly string[]
  /** Members of an option. */
  readonly recommended: readonly string[]
  /** The bill names the resource by the end of its ARN. */
  readonly bare?: true
  send(
    sdk: Sdk,
    client: ComputeOptimizerClient,
    nextToken: string | undefined,
    abortSignal: AbortSignal,
  ): Promise<unknown>
}

const PAGE_SIZE = 1000

/** Source: AWS Compute Optimizer API reference. */
export const OPTIMIZER_SPECS: readonly FindingSpec[] = [
  {
    action: 'GetEC2InstanceRecommendations',
    type: 'ec2_instance',
    service: 'AmazonEC2',
    list: 'instanceRecommendations',
    arn: 'instanceArn',
    finding: 'finding',
    options: 'recommendationOptions',
    current: ['currentInstanceType'],
    recommended: ['instanceType'],
    bare: true,
    send: (sdk, client, nextToken, abortSignal) =>
      client.send(new sdk.GetEC2InstanceRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken }), {
        abortSignal,
      }),
  },
  {
    action: 'GetEBSVolumeRecommendations',
    type: 'ebs_volume',
    service: 'AmazonEC2',
    list: 'volumeRecommendations',
    arn: 'volumeArn',
    finding: 'finding',
    options: 'volumeRecommendationOptions',
    current: ['currentConfiguration'],
    recommended: ['configuration'],
    bare: true,
    send: (sdk, client, nextToken, abortSignal) =>
      client.send(new sdk.GetEBSVolumeRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken }), {
        abortSignal,
      }),
  },
  {
    action: 'GetRDSDatabaseRecommendations',
    type: 'rds_database',
    service: 'AmazonRDS',
    list: 'rdsDBRecommendations',
    arn: 'resourceArn',
    finding: 'instanceFinding',
    options: 'instanceRecommendationOptions',
    current: ['currentDBInstanceClass', 'engine', 'idle'],
    recommended: ['dbInstanceClass'],
    send: (sdk, client, nextToken, abortSignal) =>
      client.send(new sdk.GetRDSDatabaseRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken }), {
        abortSignal,
      }),
  },
  {
    action: 'GetLambdaFunctionRecommendations',
    type: 'lambda_function',
    service: 'AWSLambda',
    list: 'lambdaFunctionRecommendations',
    arn: 'functionArn',
    finding: 'finding',
    options: 'memorySizeRecommendationOptions',
    current: ['currentMemorySize', 'numberOfInvocations'],
    recommended: ['memorySize'],
    send: (sdk, client, nextToken, abortSignal) =>
      client.send(new sdk.GetLambdaFunctionRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken }), {
        abortSignal,
      }),
  },
  {
    action: 'GetIdleRecommendations',
    type: 'idle',
    service: 'ComputeOptimizer',
    list: 'idleRecommendations',
    arn: 'resourceArn',
    finding: 'finding',
    options: null,
    current: ['resourceType', 'findingDescription'],
    recommended: [],
    send: (sdk, client, nextToken, abortSignal) =>
      client.send(new sdk.GetIdleRecommendationsCommand({ maxResults: PAGE_SIZE, nextToken }), {
        abortSignal,
      }),
  },
]
