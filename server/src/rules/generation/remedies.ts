import type { Remediation } from '../rule.ts'

/** Steps that move a managed AWS service onto Graviton. */
export function managedSteps(
  kind: string,
  { id, region, newType }: { readonly id: string; readonly region: string | null; readonly newType: string },
): Remediation {
  const name = id.split(/[:/]/).at(-1) ?? id
  const where = region ?? 'REGION'
  const cli: Readonly<Record<string, string>> = {
    db: `aws rds create-db-snapshot --region ${where} --db-instance-identifier ${name} --db-snapshot-identifier ${name}-before\naws rds describe-orderable-db-instance-options --region ${where} --engine ENGINE --db-instance-class db.${newType}\naws rds modify-db-instance --region ${where} --db-instance-identifier ${name} --db-instance-class db.${newType} --no-apply-immediately`,
    cache: `aws elasticache list-allowed-node-type-modifications --region ${where} --cache-cluster-id ${name}\naws elasticache modify-replication-group --region ${where} --replication-group-id ${name} --cache-node-type cache.${newType}`,
    search: `aws opensearch describe-domain --region ${where} --domain-name ${name}\naws opensearch update-domain-config --region ${where} --domain-name ${name} --dry-run --cluster-config InstanceType=${newType}.search`,
  }
  return {
    cli: cli[kind] ?? null,
    terraform:
      'Set instance_class, node_type or instance_type to the Graviton class, plan, apply in the maintenance window.',
    console: `Modify ${name} to the Graviton class in its maintenance window.`,
    rollback: 'Modify it back to the former class; the data is not touched.',
  }
}
