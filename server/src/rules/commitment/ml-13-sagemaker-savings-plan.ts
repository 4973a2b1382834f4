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
  purchase: (_, hourly) =>
    `aws savingsplans describe-savings-plans-offerings --plan-types SageMaker --payment-options "No Upfront" --durations 31536000\n# then, with the id of the offering that fits:\naws savingsplans create-savings-plan --savings-plan-offering-id OFFERING --commitment ${hourly.toFixed(2)}`,
})
