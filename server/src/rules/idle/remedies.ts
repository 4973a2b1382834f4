import type { Remediation } from '../rule.ts'

type Thing = 'address' | 'disk' | 'machine' | 'balancer' | 'gateway' | 'snapshot' | 'endpoint' | 'cluster'

const LOOK_AND_DELETE: Readonly<Record<Thing, Readonly<Record<string, string>>>> = {
  address: {
    aws: 'aws ec2 describe-addresses --region REGION --allocation-ids ID\naws ec2 release-address --region REGION --allocation-id ID --dry-run',
    gcp: 'gcloud compute addresses describe ID --region=REGION\ngcloud compute addresses delete ID --region=REGION',
    azure: 'az network public-ip show --ids ID\naz network public-ip delete --ids ID',
  },
  disk: {
    aws: 'aws ec2 create-snapshot --region REGION --volume-id ID --description "before deletion"\naws ec2 delete-volume --region REGION --volume-id ID --dry-run',
    gcp: 'gcloud compute snapshots create before-deletion --source-disk=ID --source-disk-zone=ZONE\ngcloud compute disks delete ID --zone=ZONE',
    azure:
      'az snapshot create --resource-group GROUP --name before-deletion --source ID\naz disk delete --ids ID',
  },
  machine: {
    aws: 'aws ec2 stop-instances --region REGION --instance-ids ID --dry-run\n# two weeks later, if nobody missed it:\naws ec2 create-image --region REGION --instance-id ID --name before-deletion\naws ec2 terminate-instances --region REGION --instance-ids ID --dry-run',
    gcp: 'gcloud compute instances stop ID --zone=ZONE\n# two weeks later, if nobody missed it:\ngcloud compute instances delete ID --zone=ZONE --keep-disks=all',
    azure: 'az vm deallocate --ids ID\n# two weeks later, if nobody missed it:\naz vm delete --ids ID',
  },
  balancer: {
    aws: 'aws elbv2 describe-target-health --region REGION --target-group-arn TARGET_GROUP\naws elbv2 delete-load-balancer --region REGION --load-balancer-arn ID',
    gcp: 'gcloud compute forwarding-rules describe ID --region=REGION\ngcloud compute forwarding-rules delete ID --region=REGION',
    azure: 'az network lb show --ids ID\naz network lb delete --ids ID',
  },
  gateway: {
    aws: 'aws ec2 describe-nat-gateways --region REGION --nat-gateway-ids ID\naws ec2 delete-nat-gateway --region REGION --nat-gateway-id ID --dry-run',
    gcp: 'gcloud compute routers nats describe ID --router=ROUTER --region=REGION\ngcloud compute routers nats delete ID --router=ROUTER --region=REGION',
    azure: 'az network nat gateway show --ids ID\naz network nat gateway delete --ids ID',
  },
  snapshot: {
    aws: 'aws ec2 describe-images --region REGION --owners self --filters Name=block-device-mapping.snapshot-id,Values=ID\naws ec2 delete-snapshot --region REGION --snapshot-id ID --dry-run',
    gcp: 'gcloud compute snapshots describe ID\ngcloud compute snapshots delete ID',
    azure: 'az snapshot show --ids ID\naz snapshot delete --ids ID',
  },
  endpoint: {
    aws: 'aws sagemaker describe-endpoint --region REGION --endpoint-name ID\naws sagemaker delete-endpoint --region REGION --endpoint-name ID',
    gcp: 'gcloud ai endpoints describe ID --region=REGION\ngcloud ai endpoints undeploy-model ID --region=REGION --deployed-model-id=MODEL',
    azure: 'az ml online-endpoint show --ids ID\naz ml online-endpoint delete --ids ID',
  },
  cluster: {
    aws: 'aws eks list-nodegroups --region REGION --cluster-name ID\naws eks delete-cluster --region REGION --name ID',
    gcp: 'gcloud container clusters describe ID --location=REGION\ngcloud container clusters delete ID --location=REGION',
    azure: 'az resource show --ids ID\naz resource delete --ids ID',
  },
}

const ROLLBACK: Readonly<Record<Thing, string>> = {
  address:
    'A released address cannot be had back for certain; DNS records and allow-lists that name it must be changed.',
  disk: 'Make a new disk from the snapshot.',
  machine: 'Start it again; after the deletion, launch from the image.',
  balancer: 'Make it again from its definition; its address or DNS name changes.',
  gateway: 'Make a new one; its address changes, and routes must point to it.',
  snapshot: 'None: a deleted snapshot is gone. Copy it to an archive tier first where it must be kept.',
  endpoint: 'Deploy the same model and configuration again.',
  cluster: 'Make it again from its definition; what ran in it must be deployed anew.',
}

/** Steps that look first and then delete, with the ids filled in; where a cloud knows a dry run, with it. */
export function deletionOf(
  thing: Thing,
  {
    provider,
    region,
    resource_ids,
  }: { provider: string; region: string | null; resource_ids: readonly string[] },
): Remediation {
  const template = LOOK_AND_DELETE[thing][provider]
  const steps = resource_ids.map((id) =>
    template?.replaceAll('REGION', region ?? 'REGION').replaceAll(/\bID\b/g, nameOf(id, provider)),
  )
  return {
    cli: template === undefined || steps.length === 0 ? null : steps.join('\n'),
    terraform: 'Remove the resource from the configuration, look at the plan, apply.',
    console: 'Open it by its id, check that nothing uses it, delete it.',
    rollback: ROLLBACK[thing],
  }
}

/** Commands of AWS and Google Cloud want the last part of an ARN or a full name. */
function nameOf(id: string, provider: string): string {
  return provider === 'azure' ? `"${id}"` : (id.split(/[/:]/).at(-1) ?? id)
}
