import { trainingOnSpot } from './training-on-spot.ts'

/** SageMaker training jobs without managed spot. Sources: AWS "Managed Spot Training", CUDOS (`Train:` and `TrSpt:`). */
export const managedSpotTraining = trainingOnSpot({
  id: 'ML-01',
  slug: 'ml-01-managed-spot-training',
  title: 'SageMaker training at the full price',
  clouds: ['aws'],
  where: `used.provider = 'aws' and regexp_matches(used.usage_type, '(^|-)Train:ml\\.')`,
  spot: `used.provider = 'aws' and regexp_matches(used.usage_type, '(^|-)TrSpt:ml\\.')`,
  fallback: {
    low: 0.3,
    mid: 0.4,
    high: 0.5,
    source: 'assumption of ours: median discounts of GPU types, 50 to 70 %',
  },
  remediation: {
    cli: 'aws sagemaker create-training-job … --enable-managed-spot-training --stopping-condition MaxRuntimeInSeconds=86400,MaxWaitTimeInSeconds=172800 --checkpoint-config S3Uri=s3://BUCKET/checkpoints',
    terraform: null,
    console: 'In the definition of the job: Managed spot training on, a checkpoint location, a maximum wait.',
    rollback: 'Leave the flag out of the next job.',
  },
})
