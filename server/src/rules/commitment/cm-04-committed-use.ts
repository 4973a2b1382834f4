import { commitmentRule } from './plan-rule.ts'

/**
 * Steady cores and memory of one family and region on Google Cloud. The discount is on the on-demand list price; the cost
 * that the bill shows has its sustained-use discount already, so that only the rest is saved.
 */
export const committedUse = commitmentRule({
  id: 'CM-04',
  slug: 'cm-04-committed-use',
  title: 'Steady Google Cloud machines without committed use',
  clouds: ['gcp'],
  where: `program = 'google'`,
  scope: `concat_ws(' ', family, region)`,
  kinds: ['resource-cud'],
  what: ({ scope }) => `Committed use of ${scope}`,
  purchase: () =>
    'gcloud compute commitments create COMMITMENT --region=REGION --plan=12-month --resources=vcpu=VCPU,memory=MEMORY',
})
