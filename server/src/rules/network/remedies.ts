import type { CandidateBase, Remediation } from '../rule.ts'

/** A way to storage beside the NAT gateway; it changes routes, not addresses. */
export function natSteps({ provider, region, sub_account }: CandidateBase): Remediation {
  const where = region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    aws: [
      `aws ec2 describe-vpc-endpoints --region ${where} --filters Name=service-name,Values=com.amazonaws.${where}.s3`,
      `aws ec2 create-vpc-endpoint --dry-run --region ${where} --vpc-id VPC_ID --service-name com.amazonaws.${where}.s3 --vpc-endpoint-type Gateway --route-table-ids ROUTE_TABLES`,
    ].join('\n'),
    azure: `az network vnet subnet show --vnet-name VNET --name SUBNET --resource-group RESOURCE_GROUP --query serviceEndpoints\naz network vnet subnet update --vnet-name VNET --name SUBNET --resource-group RESOURCE_GROUP --service-endpoints Microsoft.Storage`,
    gcp: `gcloud compute networks subnets describe SUBNET --project=${sub_account ?? 'PROJECT'} --region=${where} --format="value(privateIpGoogleAccess)"\ngcloud compute networks subnets update SUBNET --project=${sub_account ?? 'PROJECT'} --region=${where} --enable-private-ip-google-access`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'aws_vpc_endpoint of type Gateway for s3 and dynamodb, service_endpoints = ["Microsoft.Storage"], or private_ip_google_access = true.',
    console:
      'See in the flow logs which part goes to storage; add the gateway endpoint (S3, DynamoDB), service endpoint or Private Google Access to every route table behind the NAT gateway.',
    rollback: 'Delete the endpoint: routes fall back to the NAT gateway. Open connections are cut once.',
  }
}

export function zoneSteps(): Remediation {
  return {
    cli: 'kubectl get endpointslices -A -o wide\nkubectl patch service NAME --dry-run=server -p \'{"spec":{"trafficDistribution":"PreferClose"}}\'\nkubectl patch service NAME -p \'{"spec":{"trafficDistribution":"PreferClose"}}\'',
    terraform:
      'Load balancers: enable_cross_zone_load_balancing = false where every zone has targets. Kafka: client.rack and a rack-aware replica selector.',
    console:
      'Find the talkers (flow logs by zone), then let consumers read from the replica in their zone, and put caches into each zone.',
    rollback: 'Take the preference away. Watch that no zone carries more than it can.',
  }
}

export function regionSteps(): Remediation {
  return {
    cli: 'aws s3api get-bucket-replication --bucket BUCKET\ngcloud storage buckets describe gs://BUCKET --format="value(location)"\naz storage account show --name ACCOUNT --query "{sku:sku.name,location:location}"',
    terraform: 'Remove the replica or its replication rule, or give readers a copy in their region.',
    console:
      'Find source and target (flow logs, replication rules). Stop replicas that nobody reads; move readers to the data, or copy what is read again and again once.',
    rollback: 'Make the replica anew from the source; the first copy is paid once.',
  }
}

export function cdnSteps({ provider }: CandidateBase): Remediation {
  const cli: Readonly<Record<string, string>> = {
    aws: 'aws cloudfront list-distributions\naws cloudfront create-distribution --origin-domain-name ORIGIN',
    azure:
      'az afd profile list\naz afd profile create --profile-name PROFILE --resource-group RESOURCE_GROUP --sku Standard_AzureFrontDoor',
    gcp: 'gcloud compute backend-services list\ngcloud compute backend-services update BACKEND --global --enable-cdn --cache-mode=CACHE_ALL_STATIC',
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'aws_cloudfront_distribution, azurerm_cdn_frontdoor_profile, or enable_cdn = true on the backend service.',
    console:
      'See in the access logs which answers repeat; put those paths behind the CDN first. From origin to CDN is free on AWS and Azure.',
    rollback: 'Point the name back at the origin.',
  }
}
