import { googleInstance } from '../base/machine-steps.ts'
import type { CandidateBase, Remediation } from '../rule.ts'
import type { SpotRow } from './spot-row.ts'

type Row = CandidateBase & SpotRow

const DIVERSE = 'At least ten types of the same size over all zones, price-capacity-optimized.'
const WAYS: Readonly<Record<string, string>> = {
  aws: 'spot_options with allocation_strategy',
  azure: 'priority = "Spot" and eviction_policy',
  gcp: 'provisioning_model = "SPOT" and instance_termination_action',
}

/** A scaling group (Auto Scaling group, scale set, managed instance group) that keeps a base on demand. */
export function groupSteps(row: Row): Remediation {
  const group = row.unit
  const where = row.region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: [
      `aws autoscaling describe-auto-scaling-groups --region ${where} --auto-scaling-group-names ${group}`,
      `aws autoscaling update-auto-scaling-group --region ${where} --auto-scaling-group-name ${group} --mixed-instances-policy file://mixed.json`,
      '# mixed.json: InstancesDistribution {OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: price-capacity-optimized}',
    ].join('\n'),
    azure: [
      `az vmss show --ids ${setOf(row)} --query "{priority:virtualMachineProfile.priority,mix:priorityMixPolicy}"`,
      `# a set of regular priority cannot change: make a second one beside it`,
      `az vmss create --name ${group}-spot --resource-group RESOURCE_GROUP --image IMAGE --priority Spot --eviction-policy Delete --max-price -1 --regular-priority-count 1 --regular-priority-percentage 0 --orchestration-mode Flexible`,
    ].join('\n'),
    gcp: [
      `gcloud compute instance-groups managed describe ${group} --region=${where}`,
      `gcloud compute instance-templates create ${group}-spot --source-instance-template=TEMPLATE --provisioning-model=SPOT --instance-termination-action=DELETE`,
      `gcloud compute instance-groups managed rolling-action start-update ${group} --region=${where} --version=template=${group}-spot --max-unavailable=1`,
    ].join('\n'),
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform: `Give the group ${group} a mixed policy (${WAYS[row.provider] ?? 'spot'}), one machine on demand as its base; plan, apply. ${DIVERSE}`,
    console: `Open ${group}, edit purchase options: base of one on demand, the rest spot. Drain on the interruption notice.`,
    rollback: `Set the part on demand back to 100 % and refresh the instances; nothing is lost.`,
  }
}

/** Nodes of Kubernetes: a second pool, to which only what tolerates it moves. */
export function clusterSteps(row: Row): Remediation {
  const name = row.unit
  const where = row.region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws eks list-nodegroups --region ${where} --cluster-name ${name}\naws eks create-nodegroup --region ${where} --cluster-name ${name} --nodegroup-name spot --capacity-type SPOT --instance-types TYPE1 TYPE2 TYPE3 --subnets SUBNETS --node-role ROLE --taints key=spot,value=true,effect=NO_SCHEDULE`,
    azure: `az aks nodepool list --cluster-name ${name} --resource-group RESOURCE_GROUP\naz aks nodepool add --cluster-name ${name} --resource-group RESOURCE_GROUP --name spot --priority Spot --eviction-policy Delete --spot-max-price -1 --enable-cluster-autoscaler --min-count 0 --max-count ${row.machines}`,
    gcp: `gcloud container node-pools list --cluster=${name} --region=${where}\ngcloud container node-pools create spot --cluster=${name} --region=${where} --spot --enable-autoscaling --min-nodes=0 --max-nodes=${row.machines} --node-taints=spot=true:NoSchedule`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      'Add a node group with capacity_type = "SPOT" (EKS), priority = "Spot" (AKS) or spot = true (GKE), or a Karpenter NodePool with karpenter.sh/capacity-type in [spot, on-demand].',
    console: `Add a spot node pool to ${name}, let stateless deployments tolerate its taint, set PodDisruptionBudgets, then shrink the old pool.`,
    rollback: 'Take the toleration away: pods go back to the pool on demand. Delete the spot pool.',
  }
}

/** Nodes of a data job that hold no data. */
export function jobSteps(row: Row): Remediation {
  const cli: Readonly<Record<string, string>> = {
    aws: `aws emr list-instance-groups --cluster-id CLUSTER_ID\naws emr add-instance-groups --cluster-id CLUSTER_ID --instance-groups InstanceGroupType=TASK,Market=SPOT,InstanceType=${row.types?.[0] ?? 'TYPE'},InstanceCount=${row.machines}`,
    azure:
      '# Databricks: availability = SPOT_WITH_FALLBACK_AZURE, first_on_demand = 1\n# Batch: targetLowPriorityNodes for the pool',
    gcp: `gcloud dataproc clusters describe CLUSTER --region=${row.region ?? 'REGION'}\ngcloud dataproc clusters create CLUSTER --region=${row.region ?? 'REGION'} --num-secondary-workers=${row.machines} --secondary-worker-type=spot`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      'Task instance groups with a bid price (aws_emr_instance_fleet: target_spot_capacity), preemptible_worker_config with preemptibility = "SPOT" (Dataproc), or the same in the job definition.',
    console: `Master and core nodes of ${row.unit} stay on demand; task and secondary nodes become spot from the next run on.`,
    rollback: 'The next run gets its nodes on demand again.',
  }
}

/** Machines that live for one piece of work, and runners of builds. */
export function launchSteps(row: Row): Remediation {
  const type = row.types?.[0] ?? 'TYPE'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws ec2 run-instances --dry-run --region ${row.region ?? 'REGION'} --instance-type ${type} --image-id IMAGE --instance-market-options MarketType=spot\n# then the same option in the launch template of ${row.unit}`,
    azure: `az vm create --validate --name ${row.unit.replaceAll('#', '1')} --resource-group RESOURCE_GROUP --size ${type} --image IMAGE --priority Spot --eviction-policy Delete --max-price -1`,
    gcp: `gcloud compute instance-templates create ${row.unit.replaceAll('#', '1')}-spot --machine-type=${type} --provisioning-model=SPOT --instance-termination-action=DELETE`,
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform: `Where ${row.unit} is launched: ${WAYS[row.provider] ?? 'spot'}. ${DIVERSE}`,
    console:
      'Let whatever starts these machines ask for spot, with a retry on demand after the second interruption of one piece of work.',
    rollback: 'Leave the option out again; the next machine starts on demand.',
  }
}

/** One machine with its disk: stopped when capacity is taken, started when it is back. */
export function machineSteps(row: Row): Remediation {
  const id = row.resource_ids[0] ?? ''
  const { project, zone, name } = googleInstance(id)
  const place = `${name} --project=${project} --zone=${zone}`
  const cli: Readonly<Record<string, string>> = {
    azure: [
      `az vm show --ids ${id} --query "{size:hardwareProfile.vmSize,priority:priority}"`,
      `# priority cannot change in place: snapshot, delete the machine but not its disk, create it anew`,
      `az snapshot create --name ${name}-before-spot --resource-group RESOURCE_GROUP --source OS_DISK`,
      `az vm create --name ${name} --resource-group RESOURCE_GROUP --attach-os-disk OS_DISK --os-type Linux --priority Spot --eviction-policy Deallocate --max-price -1`,
    ].join('\n'),
    gcp: [
      `gcloud compute instances describe ${place} --format="value(scheduling)"`,
      `gcloud compute instances stop ${place}`,
      `gcloud compute instances set-scheduling ${place} --provisioning-model=SPOT --instance-termination-action=STOP --no-restart-on-failure --maintenance-policy=TERMINATE`,
      `gcloud compute instances start ${place}`,
    ].join('\n'),
  }
  return {
    cli: cli[row.provider] ?? null,
    terraform:
      row.provider === 'azure'
        ? 'Set priority = "Spot", eviction_policy = "Deallocate", max_bid_price = -1; Terraform makes the machine anew, keep its disk.'
        : 'Set scheduling { provisioning_model = "SPOT", preemptible = true, automatic_restart = false, instance_termination_action = "STOP" }, plan, apply.',
    console: `Stop ${name}, change its provisioning to spot with stop or deallocate on eviction, start it. It gets 30 seconds of notice.`,
    rollback: 'Stop it, set it back to standard provisioning, start it. The disk stays.',
  }
}

function setOf({ resource_ids }: Row): string {
  return resource_ids[0]?.replace(/\/virtualmachines\/.*/, '') ?? 'SCALE_SET_ID'
}
