import type { AwsService } from '../../focus/service-alias.ts'

/** A rule of thumb that cloud teams start from: a share of a service's whole cost, whatever runs there. */
export interface NaiveRule {
  readonly service: AwsService
  readonly action: 'spot' | 'autoscaling' | 'lifecycle'
  readonly title: string
  /** Share of the cost that the rule of thumb promises, as decimal text. */
  readonly rate: string
}

export const NAIVE_RULES: readonly NaiveRule[] = [
  { service: 'ec2', action: 'spot', title: 'Run EC2 instances on spot capacity', rate: '0.30' },
  {
    service: 'sagemaker',
    action: 'autoscaling',
    title: 'Scale SageMaker endpoints with their load',
    rate: '0.20',
  },
  { service: 's3', action: 'lifecycle', title: 'Move cold S3 objects with lifecycle rules', rate: '0.15' },
]
