import type { Fact } from '../queries/fact-builder.ts'

const AI = 'AI and Machine Learning'
export const sagemaker = { service: 'Amazon SageMaker', service_category: AI }
const vertex = { provider: 'gcp', service: 'Vertex AI', service_category: AI, consumed_unit: 'hour' }
const azureMl = {
  provider: 'azure',
  service: 'Azure Machine Learning',
  service_category: AI,
  consumed_unit: 'Hours',
}
const workspace =
  '/subscriptions/1/resourcegroups/rg/providers/microsoft.machinelearningservices/workspaces/w'
const bucket = {
  service: 'Amazon Simple Storage Service',
  service_category: 'Storage',
  usage_type: 'TimedStorage-ByteHrs',
  resource_type: 'Bucket',
}
const ec2 = { service: 'Amazon Elastic Compute Cloud', service_category: 'Compute', consumed_unit: 'Hours' }
const gce = { provider: 'gcp', service: 'Compute Engine', service_category: 'Compute', consumed_unit: 'hour' }

type Line = Omit<Fact, 'day'>

/** What a line is, and the class it must fall into; null for what is no ML. */
export const LINES: readonly (readonly [what: string, expected: string | null, line: Line])[] = [
  [
    'a SageMaker endpoint',
    'inference',
    { ...sagemaker, usage_type: 'USE1-Host:ml.g5.xlarge', resource: 'e' },
  ],
  [
    'bytes through an endpoint',
    'inference',
    { ...sagemaker, usage_type: 'Hst:Data-Bytes-Out', resource: 'e' },
  ],
  ['a SageMaker notebook', 'notebooks', { ...sagemaker, usage_type: 'Notebk:ml.t3.medium', resource: 'n' }],
  [
    'the volume of a notebook',
    'storage',
    { ...sagemaker, usage_type: 'Notebk:VolumeUsage.gp2', resource: 'n' },
  ],
  ['a training job', 'training', { ...sagemaker, usage_type: 'Train:ml.p4d.24xlarge', resource: 't' }],
  [
    'managed spot training',
    'training',
    { ...sagemaker, usage_type: 'EU-TrSpt:ml.g5.12xlarge', resource: 't2' },
  ],
  ['processing', 'data', { ...sagemaker, usage_type: 'Processing:ml.m5.4xlarge', resource: null }],
  ['a feature store', 'data', { ...sagemaker, usage_type: 'USE1-FeatureStore-WriteUnits', resource: null }],
  ['SageMaker of no known kind', 'other', { ...sagemaker, usage_type: 'Canvas:Session-Hrs', resource: null }],
  [
    'Bedrock tokens',
    'tokens',
    { service: 'Amazon Bedrock', service_category: AI, usage_type: 'USE1-NovaLite-input-tokens' },
  ],
  [
    'a model of the marketplace',
    'tokens',
    {
      service: 'Claude Sonnet 4 (Amazon Bedrock Edition)',
      service_category: 'Other',
      usage_type: 'USE1-MP:USE1_MillionInputTokens-Units',
      publisher: 'Anthropic, PBC',
    },
  ],
  [
    'fine-tuning on Bedrock',
    'training',
    { service: 'Amazon Bedrock', service_category: AI, usage_type: 'USE1-Titan-Customization-Training' },
  ],
  [
    'Azure OpenAI',
    'tokens',
    {
      provider: 'azure',
      service: 'Azure OpenAI',
      service_category: AI,
      usage_type: 'gpt-4o-0806-Inp-glbl Tokens',
    },
  ],
  [
    'Gemini on Vertex AI',
    'tokens',
    { ...vertex, usage_type: 'Gemini 2.0 Flash Text Input - Predictions', consumed_unit: 'count' },
  ],
  ['a workbench', 'notebooks', { ...vertex, usage_type: 'Workbench a2-highgpu-1g', resource: 'w' }],
  [
    'online prediction',
    'inference',
    { ...vertex, usage_type: 'Online Prediction g2-standard-8', resource: 'p' },
  ],
  [
    'custom training without a resource',
    'training',
    { ...vertex, usage_type: 'Custom Training a2-highgpu-1g', resource: null },
  ],
  ['pipelines', 'data', { ...vertex, usage_type: 'Pipelines run', consumed_unit: 'count', resource: null }],
  [
    'a TPU',
    'training',
    {
      provider: 'gcp',
      service: 'Cloud TPU',
      service_category: AI,
      usage_type: 'TPU v5e chip hour',
      consumed_unit: 'hour',
      resource: 'tpu',
    },
  ],
  [
    'an Azure ML endpoint',
    'inference',
    { ...azureMl, usage_type: 'NC24ads A100 v4', resource: `${workspace}/onlineendpoints/x` },
  ],
  [
    'an Azure ML compute instance',
    'notebooks',
    {
      ...azureMl,
      usage_type: 'NC24ads A100 v4',
      resource: `${workspace}/computes/x`,
      resource_type: 'Compute instance',
    },
  ],
  [
    'an Azure ML cluster',
    'training',
    {
      ...azureMl,
      usage_type: 'NC24ads A100 v4',
      resource: `${workspace}/computes/c`,
      resource_type: 'computes',
    },
  ],
  [
    'a GPU machine named for training',
    'training',
    { ...ec2, usage_type: 'BoxUsage:p4d.24xlarge', resource: 'i-1', resource_name: 'vision-train-1' },
  ],
  [
    'a GPU machine tagged for serving',
    'inference',
    {
      ...ec2,
      usage_type: 'BoxUsage:g5.xlarge',
      resource: 'i-2',
      resource_name: 'box',
      tags: new Map([['app', 'llm-serving']]),
    },
  ],
  [
    'a GPU machine of no known purpose',
    'other',
    { ...ec2, usage_type: 'BoxUsage:g5.xlarge', resource: 'i-3', resource_name: 'box' },
  ],
  [
    'a GPU machine of a team called training',
    'other',
    {
      ...ec2,
      usage_type: 'BoxUsage:g5.xlarge',
      resource: 'i-4',
      resource_name: 'box',
      tags: new Map([['Team', 'training']]),
    },
  ],
  [
    'traffic of a GPU machine',
    'data',
    { ...ec2, usage_type: 'DataTransfer-Regional-Bytes', consumed_unit: 'GB', resource: 'i-3' },
  ],
  [
    'an unused GPU reservation',
    'other',
    { ...ec2, usage_type: 'HeavyUsage:p4d.24xlarge', resource: 'ri-1', commitment_status: 'Unused' },
  ],
  [
    'an accelerator of Google',
    'training',
    {
      ...gce,
      usage_type: 'Nvidia Tesla A100 GPU running in Americas',
      resource: 'g',
      resource_name: 'pretrain-1',
    },
  ],
  [
    'cores of a machine with accelerators',
    'training',
    {
      ...gce,
      usage_type: 'A2 Instance Core running in Americas',
      resource: 'g',
      resource_name: 'pretrain-1',
    },
  ],
  [
    'cores of a machine without',
    null,
    { ...gce, usage_type: 'N2 Instance Core running in Americas', resource: 'plain' },
  ],
  [
    'a machine without a GPU',
    null,
    { ...ec2, usage_type: 'BoxUsage:m5.large', resource: 'i-9', resource_name: 'train-nothing' },
  ],
  [
    'the disk of a GPU machine',
    'storage',
    {
      ...ec2,
      usage_type: 'EBS:VolumeUsage.gp3',
      consumed_unit: 'GB-Mo',
      resource: 'vol-1',
      resource_type: 'Volume',
    },
  ],
  [
    'any other disk',
    null,
    {
      ...ec2,
      usage_type: 'EBS:VolumeUsage.gp3',
      consumed_unit: 'GB-Mo',
      resource: 'vol-2',
      resource_type: 'Volume',
    },
  ],
  ['a bucket of datasets', 'data', { ...bucket, resource: 'acme-datasets' }],
  ['a bucket of checkpoints', 'storage', { ...bucket, resource: 'acme-ml-checkpoints' }],
  ['a bucket of web pages', null, { ...bucket, resource: 'acme-html-mail' }],
  [
    'Lustre',
    'storage',
    {
      service: 'Amazon FSx',
      service_category: 'Storage',
      usage_type: 'PersistentStorage:SSD-125',
      resource: 'fs',
    },
  ],
  [
    'a file system of Windows',
    null,
    { service: 'Amazon FSx', service_category: 'Storage', usage_type: 'Storage:SSD', resource: 'fs2' },
  ],
]
