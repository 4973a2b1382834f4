/** Services that AWS names in several ways: in words (Cost Explorer), by code (CUR), by display name (FOCUS). */
export type AwsService = 'ec2' | 'sagemaker' | 's3'

/**
 * Patterns over the lower-case name, in the syntax that JavaScript and DuckDB (RE2) share. EC2 takes what Cost Explorer
 * calls "EC2 - Other" (volumes, NAT, transfer), as its own EC2 totals do. Archive storage (Glacier) is not S3.
 */
export const SERVICE_PATTERNS: Readonly<Record<AwsService, string>> = {
  ec2: '(amazon ?ec2|(amazon )?elastic compute cloud( - compute)?|ec2|ec2 ?- ?(other|instances)|amazon ec2 spot instances)',
  sagemaker: '(amazon ?)?sagemaker( [a-z ]+)?',
  s3: '(amazon ?s3|(amazon )?simple storage service|s3)',
}

/** True when a bill's service name means the service. */
export function matchesService(name: string, service: AwsService): boolean {
  return new RegExp(`^${SERVICE_PATTERNS[service]}$`).test(name.trim().toLowerCase())
}

/** The same test as a SQL condition; `pattern` is the placeholder that `SERVICE_PATTERNS[service]` is bound to. */
export function matchesServiceSql(column: string, pattern: string): string {
  return `regexp_full_match(lower(trim(${column})), ${pattern})`
}
