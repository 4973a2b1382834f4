import { commitmentRule } from './plan-rule.ts'

/** SageMaker that runs all the time: no other Savings Plan covers it. Source: AWS; CUDOS reckons with 20 %. */
export const sagemakerSavingsPlan = commitmentRule({
  id: 'ML-13',
  slug: 'ml-13-sagemaker-savings-plan',
  title: 'Steady SageMaker without a savings plan',
  clouds: ['aws'],
  where: `program = 'sagemaker'`,
  scope: `'sagemaker'`,
  kinds: ['sagemaker-savings-plan'],
  what: () => 'SageMaker Savings Plan',
})
