import { googleInstance } from '../base/machine-steps.ts'
import type { Remediation } from '../rule.ts'

interface Move {
  readonly provider: string
  readonly id: string
  readonly region: string | null
  readonly newRegion: string
}

/** A second machine from an image, before the first one goes. */
export function moveSteps({ provider, id, region, newRegion }: Move): Remediation {
  const from = region ?? 'REGION'
  const { project, zone, name } = googleInstance(id)
  const cli: Readonly<Record<string, string>> = {
    aws: `aws ec2 create-image --dry-run --region ${from} --instance-id ${id} --name before-move\naws ec2 copy-image --region ${newRegion} --source-region ${from} --source-image-id IMAGE --name moved\naws ec2 run-instances --dry-run --region ${newRegion} --image-id COPY --instance-type TYPE`,
    azure: `az resource-mover move-collection create --resource-group RESOURCE_GROUP --name move-${name} --source-region ${from} --target-region ${newRegion} --identity type=SystemAssigned`,
    gcp: `gcloud compute machine-images create ${name}-before-move --project=${project} --source-instance=${name} --source-instance-zone=${zone}\ngcloud compute instances create ${name} --project=${project} --zone=${newRegion}-b --source-machine-image=${name}-before-move`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform: `Set the region of the provider or module to ${newRegion}, apply beside the old one, then remove the old one.`,
    console: `Check that its data may leave ${from} (law, contracts), where it reads and writes, then start it in ${newRegion} from an image and stop the old one for two weeks.`,
    rollback: `Start the old machine in ${from} again; delete the new one.`,
  }
}
