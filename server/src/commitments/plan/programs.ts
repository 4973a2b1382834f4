import type { PlanPayment } from '@outlay/shared/commitment-plan'

/** A kind of commitment that a cloud sells. */
export interface Program {
  readonly id: string
  readonly provider: 'aws' | 'azure' | 'gcp'
  readonly name: string
  readonly covers: string
  /** Kind in the catalogue of commitment rates. */
  readonly kind: string
  /** Programs of `COMMITMENT_PROGRAM` that it pays for. */
  readonly programs: readonly string[]
  /** Bound to a service, family and region, or good for all of them. */
  readonly bound: boolean
  /** False for usage inside the programs that it leaves out. */
  readonly fits: (family: string | null) => boolean
  /** Commitments on the bill that are of it, by their type and the texts of their purchase. */
  readonly named: RegExp
  readonly payments: readonly PlanPayment[]
}

const AWS_PAYMENTS = ['none', 'partial', 'all'] as const
/** Azure charges the same for both. */
const AZURE_PAYMENTS = ['none', 'all'] as const
const any = () => true

/** Machines that flexible committed use does not cover: accelerators, memory-optimised and Arm of the first generation. */
const NOT_FLEXIBLE = /^([agm]\d|t2a)/

/** What the planner can plan. Which discounts it knows stands in the catalogue. */
export const PLAN_PROGRAMS: readonly Program[] = [
  {
    id: 'aws-compute-savings-plan',
    provider: 'aws',
    name: 'AWS Compute Savings Plan',
    covers: 'Machines of every family and region, Fargate and Lambda',
    kind: 'compute-savings-plan',
    programs: ['compute'],
    bound: false,
    fits: any,
    named: /ComputeSP|Compute Savings/i,
    payments: AWS_PAYMENTS,
  },
  {
    id: 'aws-instance-savings-plan',
    provider: 'aws',
    name: 'AWS EC2 Instance Savings Plan',
    covers: 'Machines of one family in one region',
    kind: 'instance-savings-plan',
    programs: ['compute'],
    bound: true,
    fits: (family) => family !== null,
    named: /EC2InstanceSP|EC2 Instance Savings/i,
    payments: AWS_PAYMENTS,
  },
  {
    id: 'aws-sagemaker-savings-plan',
    provider: 'aws',
    name: 'AWS SageMaker Savings Plan',
    covers: 'SageMaker of every family and region',
    kind: 'sagemaker-savings-plan',
    programs: ['sagemaker'],
    bound: false,
    fits: any,
    named: /SageMakerSP|SageMaker Savings|MachineLearningSavings/i,
    payments: AWS_PAYMENTS,
  },
  {
    id: 'aws-reserved-instance',
    provider: 'aws',
    name: 'AWS reservation',
    covers: 'Databases, caches, search or warehouses of one family in one region',
    kind: 'reserved-instance',
    programs: ['database'],
    bound: true,
    fits: (family) => family !== null,
    named: /Reserved|HeavyUsage/i,
    payments: AWS_PAYMENTS,
  },
  {
    id: 'azure-savings-plan',
    provider: 'azure',
    name: 'Azure savings plan for compute',
    covers: 'Machines of every series and region',
    kind: 'savings-plan',
    programs: ['compute'],
    bound: false,
    fits: any,
    named: /Savings Plan/i,
    payments: AZURE_PAYMENTS,
  },
  {
    id: 'azure-reservation',
    provider: 'azure',
    name: 'Azure reservation',
    covers: 'Machines or databases of one series in one region',
    kind: 'reservation',
    programs: ['compute', 'database'],
    bound: true,
    fits: (family) => family !== null,
    named: /Reserv/i,
    payments: AZURE_PAYMENTS,
  },
  {
    id: 'gcp-resource-cud',
    provider: 'gcp',
    name: 'Google resource-based committed use',
    covers: 'Cores and memory of one family in one region',
    kind: 'resource-cud',
    programs: ['google'],
    bound: true,
    fits: (family) => family !== null,
    named: /Commitment v1|Resource-based|Committed Use Discount/i,
    payments: ['none'],
  },
  {
    id: 'gcp-flexible-cud',
    provider: 'gcp',
    name: 'Google flexible committed use',
    covers: 'Cores and memory of general-purpose and compute-optimised families in every region',
    kind: 'flexible-cud',
    programs: ['google'],
    bound: false,
    fits: (family) => family !== null && !NOT_FLEXIBLE.test(family),
    named: /Flex/i,
    payments: ['none'],
  },
]
