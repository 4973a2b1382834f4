import type { Remediation } from '../rule.ts'

interface Target {
  readonly provider: string
  readonly id: string
  readonly region: string | null
  readonly type: string | null
  readonly newType: string
  readonly asg?: string | null
}

interface Changed {
  readonly provider: string
  readonly region: string | null
  readonly resource_ids: readonly string[]
  readonly type: string | null
  readonly asg: string | null
}

/** The same for the machine of a candidate. */
export function changeSteps(row: Changed, newType: string): Remediation {
  const { provider, region, type, asg } = row
  return changeMachineSteps({ provider, region, type, asg, newType, id: row.resource_ids[0] ?? '' })
}

/** Steps that give a virtual machine another type; it stands still for some minutes meanwhile. */
export function changeMachineSteps({ provider, id, region, type, newType, asg = null }: Target): Remediation {
  const where = region ?? 'REGION'
  const terraform: Readonly<Record<string, string>> = {
    aws: `Set instance_type = "${newType}" on the aws_instance or its launch template, plan, apply.`,
    azure: `Set size = "${newType}" on the azurerm_linux_virtual_machine or azurerm_windows_virtual_machine, plan, apply.`,
    gcp: `Set machine_type = "${newType}" and allow_stopping_for_update = true on the google_compute_instance, plan, apply.`,
  }
  return {
    cli:
      asg === null
        ? (cliOf(provider, { id, where, newType }) ?? null)
        : groupCli(provider, { asg, where, newType }),
    terraform: terraform[provider] ?? null,
    console: `Stop ${id}, change its type from ${type ?? 'the present one'} to ${newType}, start it, and watch CPU, memory and latency for a week.`,
    rollback: `Stop it, set the type back to ${type ?? 'what it was'}, start it. Address and disks stay; a local disk is emptied by the stop.`,
  }
}

function cliOf(provider: string, { id, where, newType }: { id: string; where: string; newType: string }) {
  if (provider === 'aws') {
    const change = `--region ${where} --instance-id ${id} --instance-type Value=${newType}`
    return [
      `aws ec2 modify-instance-attribute --dry-run ${change}`,
      `aws ec2 stop-instances --region ${where} --instance-ids ${id}`,
      `aws ec2 wait instance-stopped --region ${where} --instance-ids ${id}`,
      `aws ec2 modify-instance-attribute ${change}`,
      `aws ec2 start-instances --region ${where} --instance-ids ${id}`,
    ].join('\n')
  }
  if (provider === 'azure') {
    return [
      `az vm list-vm-resize-options --ids ${id} --query "[?name=='${newType}']"`,
      `az vm deallocate --ids ${id}`,
      `az vm resize --ids ${id} --size ${newType}`,
      `az vm start --ids ${id}`,
    ].join('\n')
  }
  if (provider !== 'gcp') return undefined
  const { project, zone, name } = googleInstance(id)
  const place = `${name} --project=${project} --zone=${zone}`
  return [
    `gcloud compute machine-types describe ${newType} --project=${project} --zone=${zone}`,
    `gcloud compute instances stop ${place}`,
    `gcloud compute instances set-machine-type ${place} --machine-type=${newType}`,
    `gcloud compute instances start ${place}`,
  ].join('\n')
}

function groupCli(
  provider: string,
  { asg, where, newType }: { asg: string; where: string; newType: string },
) {
  if (provider === 'azure') {
    return `az vmss show --name ${asg} --resource-group RESOURCE_GROUP --query sku\naz vmss update --name ${asg} --resource-group RESOURCE_GROUP --set sku.name=${newType}`
  }
  if (provider === 'gcp') {
    return `gcloud compute instance-groups managed describe ${asg} --region=${where}\n# make a template with --machine-type=${newType}, then\ngcloud compute instance-groups managed rolling-action start-update ${asg} --region=${where} --version=template=TEMPLATE`
  }
  return `aws autoscaling describe-auto-scaling-groups --region ${where} --auto-scaling-group-names ${asg}\n# make a launch template version with ${newType}, then\naws autoscaling start-instance-refresh --region ${where} --auto-scaling-group-name ${asg} --preferences MinHealthyPercentage=90`
}

/** Parts of `//compute.googleapis.com/projects/P/zones/Z/instances/N`. */
export function googleInstance(id: string): { project: string; zone: string; name: string } {
  const part = (pattern: RegExp, otherwise: string) => pattern.exec(id)?.[1] ?? otherwise
  return {
    project: part(/projects\/([^/]+)/, 'PROJECT'),
    zone: part(/(?:zones|locations)\/([^/]+)/, 'ZONE'),
    name: part(/([^/]+)$/, id),
  }
}
