import { trainingOnSpot } from './training-on-spot.ts'

/** TPU nodes on demand. Source: Google Cloud TPU spot and queued resources; their prices are not in the catalogue. */
export const tpu = trainingOnSpot({
  id: 'ML-15',
  slug: 'ml-15-tpu',
  title: 'TPUs at the full price',
  clouds: ['gcp'],
  where: `used.provider = 'gcp' and regexp_matches(concat_ws(' ', used.service, used.usage_type, used.meter), '(?i)\\btpu')
    and not regexp_matches(concat_ws(' ', used.usage_type, used.meter), '(?i)spot|preemptible|commitment')`,
  spot: `used.provider = 'gcp' and used.pricing_category = 'Dynamic' and regexp_matches(concat_ws(' ', used.service, used.meter), '(?i)\\btpu')`,
  fallback: {
    low: 0.4,
    mid: 0.5,
    high: 0.6,
    source: 'assumption of ours: 40 to 60 % off; prices of TPUs are not in the catalogue',
  },
  remediation: {
    cli: 'gcloud compute tpus queued-resources create NAME --node-id=NODE --zone=ZONE --accelerator-type=TYPE --runtime-version=VERSION --spot',
    terraform: 'google_tpu_v2_vm { scheduling_config { preemptible = true } }',
    console: 'Ask for a queued resource with spot capacity; write checkpoints to a bucket.',
    rollback: 'Ask for the next node without --spot.',
  },
})
