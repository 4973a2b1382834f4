import { commitmentRule } from './plan-rule.ts'

/** Steady machines, containers and functions that no commitment covers. Sources: AWS and Azure savings plans. */
export const savingsPlan = commitmentRule({
  id: 'CM-01',
  slug: 'cm-01-savings-plan',
  title: 'Steady compute without a commitment',
  clouds: ['aws', 'azure'],
  where: `program = 'compute'`,
  scope: `'compute'`,
  kinds: ['compute-savings-plan', 'savings-plan'],
  what: ({ provider }) => (provider === 'aws' ? 'Compute Savings Plan' : 'Azure savings plan for compute'),
  purchase: (provider, hourly) =>
    provider === 'aws'
      ? `aws savingsplans describe-savings-plans-offerings --plan-types Compute --payment-options "No Upfront" --durations 31536000\n# then, with the id of the offering that fits:\naws savingsplans create-savings-plan --savings-plan-offering-id OFFERING --commitment ${hourly.toFixed(2)}`
      : null,
})
