import { z } from 'zod'
import { defineRule, exactly, type Factor, silence, times } from '../rule.ts'

const SHARE: Factor = {
  name: 'part of the charge that the standby takes',
  low: 0.48,
  expected: 0.5,
  high: 0.5,
  unit: 'share',
  source: 'a standby doubles instance and storage: RDS, Cloud SQL and Azure Database price pages',
}

const EXTRA = exactly(
  'part of the zone redundancy meter that ends',
  1,
  'share',
  'bill: Azure bills the second zone by a meter of its own',
)

const TEXT = `concat_ws(' ', usage_type, meter, description)`

/** Databases outside production that pay for a standby in another zone. */
export const standbyDatabase = defineRule({
  id: 'RS-09',
  slug: 'rs-09-standby-database',
  title: 'Database outside production with a standby',
  family: 'rightsizing',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    days: z.number().min(1).max(30).default(14).describe('Days of age, at least'),
  }),
  sql: `
    with doubled as (
      select * from resource_use
      where resource is not null and ${doubledSql()}
    )
    select provider, doubled.billing_account, month.sub_account, any_value(doubled.service) as service, month.region,
      month.team, doubled.currency, [resource] as resource_ids, sum(doubled.cost)::varchar as monthly_cost,
      coalesce(month.resource_name, resource) as name, month.env_class, month.env, month.age_days, month.idle_days,
      any_value(doubled.usage_type) as usage_type
    from doubled
    join resource_month as month using (provider, billing_account, resource, currency)
    group by provider, doubled.billing_account, month.sub_account, month.region, month.team, doubled.currency, resource,
      month.resource_name, month.env_class, month.env, month.age_days, month.idle_days
  `,
  row: z.object({
    name: z.string(),
    env_class: z.string().nullable(),
    env: z.string().nullable(),
    age_days: z.number(),
    idle_days: z.number(),
    usage_type: z.string().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.env_class === 'prod') return silence('excluded', 'Production needs its standby.')
    if (row.env_class === null)
      return silence('excluded', 'Neither tag nor name say that it is not production.')
    if (row.age_days < settings.days) return silence('too_young', `Younger than ${settings.days} days.`)
    const id = row.resource_ids[0] ?? ''
    const share = row.provider === 'azure' ? EXTRA : SHARE
    return {
      verdict: 'finding',
      grade: 'S',
      title: `${row.name} pays for a standby in ${row.env ?? 'a non-production environment'}`,
      probability: 0.75,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { environment: row.env ?? row.env_class, usage_type: row.usage_type },
      remediation: singleZone(row.provider, id, row.region ?? 'REGION'),
    }
  },
})

/** Lines that bill both zones; Azure's meter of the second zone is extra and ends whole. */
function doubledSql(): string {
  return `case provider
    when 'aws' then regexp_matches(${TEXT}, 'Multi-?AZ') and not regexp_matches(${TEXT}, '(?i)aurora|Multi-AZCluster')
      and regexp_matches(service, '(?i)relational database|rds')
    when 'gcp' then service = 'Cloud SQL' and regexp_matches(${TEXT}, '(?i)\\bregional\\b|\\bHA\\b')
    when 'azure' then regexp_matches(${TEXT}, '(?i)zone redundan') and regexp_matches(resource, '/microsoft\\.(sql|dbfor)')
    else false end`
}

function singleZone(provider: string, id: string, region: string) {
  const name = id.split(/[:/]/).at(-1) ?? id
  const cli: Readonly<Record<string, string>> = {
    aws: `aws rds create-db-snapshot --region ${region} --db-instance-identifier ${name} --db-snapshot-identifier ${name}-before\naws rds modify-db-instance --region ${region} --db-instance-identifier ${name} --no-multi-az --apply-immediately`,
    gcp: `gcloud sql backups create --instance=${name}\ngcloud sql instances patch ${name} --availability-type=ZONAL`,
    azure: `az sql db update --ids ${id} --zone-redundant false`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'Set multi_az = false (aws_db_instance), availability_type = "ZONAL" (google_sql_database_instance) or zone_redundant = false, plan, apply.',
    console: `Modify ${name}: one zone, no standby.`,
    rollback: 'Switch the standby on again; it is made while the database runs.',
  }
}
