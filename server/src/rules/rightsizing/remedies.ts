import { changeMachineSteps, googleInstance } from '../base/machine-steps.ts'
import type { Remediation } from '../rule.ts'

interface GpuTarget {
  readonly provider: string
  readonly kind: string
  readonly role: string | null
  readonly id: string
  readonly region: string | null
  readonly type: string | null
  readonly new_type: string
  readonly asg: string | null
}

/** Steps for another machine under GPU work: endpoints and notebooks change their configuration, machines their type. */
export function gpuSteps({ provider, kind, role, id, region, type, new_type, asg }: GpuTarget): Remediation {
  if (kind !== 'ml') return changeMachineSteps({ provider, id, region, type, newType: new_type, asg })
  const newType = provider === 'aws' ? `ml.${new_type}` : new_type
  return {
    cli: mlCli(provider, { role, id, where: region ?? 'REGION', newType }),
    terraform: `Set the instance type of the endpoint configuration or notebook to ${newType}, plan, apply.`,
    console: `Run a load test on ${newType} beside ${id}, compare latency at the P99, then move the traffic over.`,
    rollback: `Point the endpoint back at the former configuration with ${type ?? 'the present type'}; it is not deleted.`,
  }
}

interface MlTarget {
  readonly role: string | null
  readonly id: string
  readonly where: string
  readonly newType: string
}

function mlCli(provider: string, { role, id, where, newType }: MlTarget): string | null {
  const name = id.split('/').at(-1) ?? id
  if (provider === 'aws' && role === 'notebook')
    return `aws sagemaker stop-notebook-instance --region ${where} --notebook-instance-name ${name}\naws sagemaker update-notebook-instance --region ${where} --notebook-instance-name ${name} --instance-type ${newType}\naws sagemaker start-notebook-instance --region ${where} --notebook-instance-name ${name}`
  if (provider === 'aws')
    return `aws sagemaker describe-endpoint --region ${where} --endpoint-name ${name}\n# make an endpoint configuration with ${newType}, then\naws sagemaker update-endpoint --region ${where} --endpoint-name ${name} --endpoint-config-name ${name}-${newType.replaceAll('.', '-')}`
  if (provider === 'azure')
    return `az ml online-deployment list --ids ${id}\n# add a deployment with instance_type ${newType}, move traffic over, delete the old one`
  const { project } = googleInstance(id)
  return `gcloud ai endpoints describe ${name} --project=${project} --region=${where}\n# deploy the model with --machine-type=${newType}, move the traffic split over, undeploy the old one`
}

/** Steps that change a block volume while it is in use; a snapshot comes first. */
export function volumeSteps(
  provider: string,
  id: string,
  region: string | null,
  change: VolumeChange,
): Remediation {
  const where = region ?? 'REGION'
  const name = id.split('/').at(-1) ?? id
  const cli: Readonly<Record<string, string>> = {
    aws: `aws ec2 create-snapshot --region ${where} --volume-id ${id}\naws ec2 modify-volume --dry-run --region ${where} --volume-id ${id} ${change.aws}\naws ec2 modify-volume --region ${where} --volume-id ${id} ${change.aws}`,
    azure: `az snapshot create --resource-group RESOURCE_GROUP --name ${name}-before --source ${id}\naz disk update --ids ${id} ${change.azure}`,
    gcp: `gcloud compute disks describe ${name} --zone=${googleInstance(id).zone}\n# snapshot, create a disk of type ${change.gcp} from it, swap the disks at a restart\ngcloud compute snapshots create ${name}-before --source-disk=${name} --source-disk-zone=${googleInstance(id).zone}`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform: `Set ${change.terraform} on the volume, plan (it must say "update in place"), apply.`,
    console: `Snapshot ${name}, then modify it: ${change.terraform}. Watch latency and queue length for a week.`,
    rollback:
      'Modify it back; AWS allows the next change of a volume after six hours. The snapshot holds the data.',
  }
}

interface VolumeChange {
  readonly aws: string
  readonly azure: string
  readonly gcp: string
  readonly terraform: string
}
