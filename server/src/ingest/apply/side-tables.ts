import type { SideKind } from '../staged.ts'

export interface SideTable {
  readonly table: string
  /** Columns by which a newer row replaces an older one. */
  readonly key: readonly string[]
  /** SELECT over `$file` (one lake file) and `$id`, in the order of the table's columns; one row a key. */
  readonly select: string
  /** Every telling that differs is kept: the table's rows are those of all imports. */
  readonly history?: true
}

/**
 * The sum of an invoice's rows, the newest telling of each; what was voided is not owed. Lake files of earlier versions
 * lack the last four columns.
 */
const INVOICES = `
      select invoice_id, billing_account_id, billing_period, currency,
        coalesce(sum(amount) filter (where status is distinct from 'Voided'), 0)::decimal(38, 14), $id, issuer,
        case when bool_and(status = 'Voided') then 'Voided' when bool_or(status = 'Open') then 'Open' else max(status) filter (where status <> 'Voided') end
      from (
        select *
        from (
          select * from read_parquet($file, hive_partitioning = false)
          union all by name
          select null::varchar as issuer, null::varchar as status, null::varchar as detail_id, null::timestamp as updated_at where false
        )
        qualify row_number() over (
          partition by invoice_id, billing_account_id, billing_period, currency, issuer, detail_id
          order by updated_at desc nulls last, "__file" desc, "__row" desc
        ) = 1
      )
      group by invoice_id, billing_account_id, billing_period, currency, issuer`

/** How the lake files of each kind become the rows of its table. */
export const SIDE_TABLES: Readonly<Record<SideKind, SideTable>> = {
  metrics: {
    table: 'metric_day',
    key: ['resource_id', 'metric', 'day'],
    select: `
      select resource_id, metric, "timestamp"::date as day, avg(average), max(coalesce(maximum, average)), count(*),
        any_value(unit), $id
      from read_parquet($file, hive_partitioning = false)
      group by resource_id, metric, day`,
  },
  inventory: {
    table: 'inventory',
    key: ['resource_id'],
    select: `
      select resource_id, resource_type, state, observed_at::timestamp, coalesce(attributes, '{}'), $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (partition by resource_id order by observed_at desc, "__file" desc, "__row" desc) = 1`,
  },
  invoices: {
    table: 'invoice',
    key: ['invoice_id', 'billing_account_id', 'billing_period', 'currency', 'issuer'],
    select: INVOICES,
  },
  units: {
    table: 'business_unit',
    key: ['day', 'unit', 'team'],
    select: lastOfKey('day::date, unit, team, quantity', ['day', 'unit', 'team']),
  },
  rates: {
    table: 'exchange_rate',
    key: ['day', 'from_currency', 'to_currency'],
    select: lastOfKey('day::date, "from", "to", rate', ['day', '"from"', '"to"']),
  },
  accounts: {
    table: 'account',
    history: true,
    key: ['provider', 'account_id'],
    select: lastOfKey(
      'provider, account_id, name, owner, org_path, billing_account_id, status, joined_on::date, attributes',
      ['provider', 'account_id'],
    ),
  },
  prices: {
    table: 'price',
    key: ['provider', 'sku_id', 'region', 'model', 'unit', 'tier_start', 'currency'],
    select: lastOfKey(
      `provider, sku_id, service, description, region, resource_type, model, unit, tier_start, currency, price,
      as_of::date, attributes`,
      ['provider', 'sku_id', 'region', 'model', 'unit', 'tier_start', 'currency'],
    ),
  },
  findings: {
    table: 'vendor_finding',
    key: ['provider', 'advisor', 'finding_id'],
    select: lastOfKey(
      `provider, advisor, finding_id, finding_type, title, account_id, service, region, resource_id, state, currency,
      monthly_cost, monthly_savings, generated_at::timestamp, details`,
      ['provider', 'advisor', 'finding_id'],
    ),
  },
  groupings: {
    table: 'cost_grouping',
    key: [
      'provider',
      'billing_account_id',
      'day',
      'dimension_1',
      'value_1',
      'dimension_2',
      'value_2',
      'currency',
    ],
    select: lastOfKey(
      `provider, billing_account_id, day::date, dimension_1, value_1, dimension_2, value_2, currency, billed, effective,
      quantity, unit`,
      [
        'provider',
        'billing_account_id',
        'day',
        'dimension_1',
        'value_1',
        'dimension_2',
        'value_2',
        'currency',
      ],
    ),
  },
  forecasts: {
    table: 'vendor_forecast',
    key: ['provider', 'billing_account_id', 'metric', 'day_from', 'day_until', 'currency'],
    select: lastOfKey(
      'provider, billing_account_id, metric, "start"::date, "end"::date, currency, mean, low, high, as_of::date',
      ['provider', 'billing_account_id', 'metric', '"start"', '"end"', 'currency'],
    ),
  },
  commitments: {
    table: 'commitment_measure',
    key: [
      'provider',
      'billing_account_id',
      'day_from',
      'day_until',
      'measure',
      'commitment_type',
      'commitment_id',
      'account_id',
      'service',
      'region',
      'unit',
    ],
    select: lastOfKey(
      `provider, billing_account_id, "start"::date, "end"::date, measure, commitment_type, commitment_id, account_id,
      service, region, unit, used, unused, total, percentage, net_savings, details`,
      [
        'provider',
        'billing_account_id',
        '"start"',
        '"end"',
        'measure',
        'commitment_type',
        'commitment_id',
        'account_id',
        'service',
        'region',
        'unit',
      ],
    ),
  },
}

/** SQL: the columns of a lake file; of several rows of a key the last one. */
function lastOfKey(columns: string, key: readonly string[]): string {
  return `
      select ${columns}, $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (partition by ${key.join(', ')} order by "__file" desc, "__row" desc) = 1`
}
