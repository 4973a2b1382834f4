import { googleInstance } from '../base/machine-steps.ts'
import type { Remediation } from '../rule.ts'

interface Target {
  readonly provider: string
  readonly kind: string
  readonly id: string
  readonly region: string | null
  /** Hours UTC. */
  readonly from: number
  readonly until: number
}

/** A schedule that stops at night and at weekends; what it stops keeps its disks and starts by itself. */
export function scheduleSteps(target: Target): Remediation {
  const times = `${clock(target.from)}–${clock(target.until)} UTC, Monday to Friday`
  return {
    cli: cliOf(target),
    terraform:
      'aws_scheduler_schedule with the universal targets ec2:stopInstances and startInstances, azurerm_automation_schedule, or google_compute_resource_policy with an instance_schedule_policy.',
    console: `Let ${target.id} run ${times}. Tell its team how to start it by hand; leave it out of the schedule in release weeks.`,
    rollback: 'Delete the schedule and start it. Disks, addresses and data stay.',
  }
}

function cliOf({ provider, kind, id, region, from, until }: Target): string | null {
  const where = region ?? 'REGION'
  if (provider === 'aws') {
    const [service, stop, start, input] =
      kind === 'db'
        ? ['rds', 'stopDBInstance', 'startDBInstance', `{"DbInstanceIdentifier":"${id.split(':').at(-1)}"}`]
        : ['ec2', 'stopInstances', 'startInstances', `{"InstanceIds":["${id}"]}`]
    const one = (verb: string, hour: number, days: string) =>
      `aws scheduler create-schedule --region ${where} --name ${verb}-${short(id)} --schedule-expression "cron(0 ${hour} ? * ${days} *)" --flexible-time-window Mode=OFF --target '{"Arn":"arn:aws:scheduler:::aws-sdk:${service}:${verb}","RoleArn":"ROLE_ARN","Input":${JSON.stringify(input)}}'`
    return `${one(stop, until, until <= from ? 'TUE-SAT' : 'MON-FRI')}\n${one(start, from, 'MON-FRI')}`
  }
  if (provider === 'azure') {
    if (kind === 'db')
      return `az postgres flexible-server stop --ids ${id}\naz postgres flexible-server start --ids ${id}\n# put both into an Automation schedule`
    return `az vm auto-shutdown --ids ${id} --time ${String(until).padStart(2, '0')}00\n# start by an Automation schedule at ${clock(from)} UTC: az vm start --ids ${id}`
  }
  const { project, zone, name } = googleInstance(id)
  if (kind === 'db')
    return `gcloud sql instances patch ${name} --project=${project} --activation-policy=NEVER\ngcloud sql instances patch ${name} --project=${project} --activation-policy=ALWAYS\n# put both into Cloud Scheduler`
  return `gcloud compute resource-policies create instance-schedule office --project=${project} --region=${where} --vm-start-schedule="0 ${from} * * 1-5" --vm-stop-schedule="0 ${until} * * ${until <= from ? '2-6' : '1-5'}" --timezone=UTC\ngcloud compute instances add-resource-policies ${name} --project=${project} --zone=${zone} --resource-policies=office`
}

function short(id: string): string {
  return id.split(/[:/]/).at(-1) ?? id
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
