import { trainingOnSpot } from './training-on-spot.ts'

/** Training on Vertex AI, and on GPU machines of Compute Engine that say so. Source: Google Cloud Spot VMs and Vertex AI spot. */
export const gcpSpotTraining = trainingOnSpot({
  id: 'ML-02',
  slug: 'ml-02-gcp-spot-training',
  title: 'Google Cloud training at the full price',
  clouds: ['gcp'],
  where: `used.provider = 'gcp' and (
    (used.service = 'Vertex AI' and regexp_matches(concat_ws(' ', used.usage_type, used.meter, used.description), '(?i)training|custom job'))
    or (box.kind = 'vm' and box.gpus > 0 and box.cluster is null
      and regexp_matches(lower(used.resource_name), '(^|[^a-z])(train|training|finetune|pretrain)([^a-z]|$)')))
    and not regexp_matches(concat_ws(' ', used.usage_type, used.meter), '(?i)tpu|spot|preemptible')`,
  spot: `used.provider = 'gcp' and used.pricing_category = 'Dynamic'
    and regexp_matches(concat_ws(' ', used.usage_type, used.meter), '(?i)training')`,
  fallback: {
    low: 0.4,
    mid: 0.52,
    high: 0.6,
    source: 'price list of Google Cloud, GPU families in us-central1: 43 to 60 % off',
  },
  remediation: {
    cli: 'gcloud ai custom-jobs create --region=REGION --config=job.yaml   # scheduling: {strategy: SPOT, restartJobOnWorkerRestart: true}\ngcloud compute instances create NAME --provisioning-model=SPOT --instance-termination-action=STOP',
    terraform: 'scheduling { provisioning_model = "SPOT" preemptible = true automatic_restart = false }',
    console: 'In the definition of the job: scheduling strategy Spot; write checkpoints to a bucket.',
    rollback: 'Leave the strategy out of the next job.',
  },
})
