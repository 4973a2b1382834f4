import type { Remediation } from '../rule.ts'

/** Upgrade of a cluster to a version in standard support. */
export function upgradeCluster(provider: string, id: string | null, region: string | null): Remediation {
  const where = region ?? 'REGION'
  const name = id?.split('/').at(-1) ?? 'CLUSTER'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws eks list-insights --region ${where} --cluster-name ${name}   # what the upgrade would break\naws eks update-cluster-version --region ${where} --name ${name} --kubernetes-version NEXT_MINOR\naws eks update-cluster-config --region ${where} --name ${name} --upgrade-policy supportType=STANDARD   # not to slip into it again`,
    azure: `az aks get-upgrades --ids ${id ?? 'CLUSTER_ID'} -o table\naz aks upgrade --ids ${id ?? 'CLUSTER_ID'} --kubernetes-version NEXT_MINOR --control-plane-only`,
    gcp: `gcloud container clusters describe ${name} --location=${where} --format="value(currentMasterVersion,releaseChannel)"\ngcloud container clusters upgrade ${name} --location=${where} --master --cluster-version=NEXT_MINOR`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'Raise the version of aws_eks_cluster, azurerm_kubernetes_cluster or google_container_cluster one minor at a time, then of the node groups.',
    console: `Open ${name}, read the upgrade insights, upgrade control plane, add-ons and nodes, one minor version at a time; a copy first.`,
    rollback:
      'A control plane cannot go back: rehearse on a copy, keep manifests that a new cluster can be made from.',
  }
}

/** Upgrade of a database to a version in standard support. */
export function upgradeDatabase(provider: string, id: string | null, region: string | null): Remediation {
  const where = region ?? 'REGION'
  const name = id?.split(/[:/]/).at(-1) ?? 'DATABASE'
  const cli: Readonly<Record<string, string>> = {
    aws: `aws rds describe-db-instances --region ${where} --db-instance-identifier ${name} --query 'DBInstances[].[Engine,EngineVersion]'\naws rds create-db-snapshot --region ${where} --db-instance-identifier ${name} --db-snapshot-identifier ${name}-before-upgrade\naws rds create-blue-green-deployment --region ${where} --blue-green-deployment-name ${name}-upgrade --source ${id ?? 'ARN'} --target-engine-version VERSION`,
    azure: `az resource show --ids ${id ?? 'RESOURCE_ID'} --query properties.version\naz mysql flexible-server upgrade --ids ${id ?? 'RESOURCE_ID'} --version VERSION`,
    gcp: `gcloud sql backups create --instance=${name}\ngcloud sql instances patch ${name} --database-version=VERSION`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'Raise engine_version (aws_db_instance, aws_elasticache_replication_group, aws_opensearch_domain) or database_version, with allow_major_version_upgrade.',
    console: `Open ${name}, take a snapshot, rehearse the major upgrade on a restored copy, then switch over in a maintenance window.`,
    rollback: 'Restore the snapshot, or switch back while the old side of the blue/green deployment is kept.',
  }
}
