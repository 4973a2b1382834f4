import type { Remediation } from '../rule.ts'

interface DatabaseTarget {
  readonly provider: string
  readonly id: string
  readonly region: string | null
  readonly newType: string
  readonly vcpu: number
  readonly memoryGib: number | null
}

/** Steps that give a database another size; it fails over or stands still for a minute or two. */
export function databaseSteps({
  provider,
  id,
  region,
  newType,
  vcpu,
  memoryGib,
}: DatabaseTarget): Remediation {
  const name = id.split(/[:/]/).at(-1) ?? id
  const where = region ?? 'REGION'
  const memory = memoryGib === null ? 'MEMORY' : `${Math.ceil(memoryGib)}GiB`
  const cli: Readonly<Record<string, string>> = {
    aws: `aws rds create-db-snapshot --region ${where} --db-instance-identifier ${name} --db-snapshot-identifier ${name}-before\naws rds describe-orderable-db-instance-options --region ${where} --engine ENGINE --db-instance-class ${newType}\naws rds modify-db-instance --region ${where} --db-instance-identifier ${name} --db-instance-class ${newType} --no-apply-immediately`,
    azure: `az sql db show --ids ${id}\naz sql db update --ids ${id} --capacity ${vcpu}`,
    gcp: `gcloud sql backups create --instance=${name}\ngcloud sql instances patch ${name} --cpu=${vcpu} --memory=${memory}`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform: `Set instance_class = "${newType}", sku_name or tier to the new size, plan, apply in the maintenance window.`,
    console: `Modify ${name} to ${newType} in its maintenance window, then watch CPU, freeable memory, connections and read latency for a week.`,
    rollback: 'Modify it back to the former size in the next window; the data is not touched.',
  }
}
