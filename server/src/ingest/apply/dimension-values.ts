import type { DuckDBConnection } from '@duckdb/node-api'
import { foldTagKeySql } from '@outlay/shared/tag-key'
import type { FactSettings } from './facts.ts'

/**
 * Dimension → column of cost_fact and, where the value is an id, the column with its name. Resources are left out: there
 * are about as many of them as facts, so that a table of them would save nothing.
 */
const DIMENSION_COLUMNS: Readonly<Record<string, readonly [value: string, name?: string]>> = {
  provider: ['provider'],
  billingAccount: ['billing_account', 'billing_account_name'],
  subAccount: ['sub_account', 'sub_account_name'],
  orgUnit: ['org_unit'],
  service: ['service'],
  serviceCategory: ['service_category'],
  region: ['region'],
  resourceType: ['resource_type'],
  chargeCategory: ['charge_category'],
  chargeFrequency: ['charge_frequency'],
  pricingCategory: ['pricing_category'],
  commitmentStatus: ['commitment_status'],
  sku: ['sku'],
  usageType: ['usage_type'],
  publisher: ['publisher'],
  invoiceIssuer: ['invoice_issuer'],
  team: ['team'],
}

const TOUCHED_FACTS = `
  from cost_fact
  join touched_group
    on cost_fact.provider = touched_group.provider
    and cost_fact.billing_account = touched_group.billing_account
    and cost_fact.billing_period = (touched_group.billing_period || '-01')::date
`

/** Starts the list of values whose existence or name may change: those of the facts that go. */
export async function rememberValues(connection: DuckDBConnection): Promise<void> {
  await connection.run('create or replace temp table touched_value (dimension varchar, value varchar)')
  await addTouched(connection)
}

/** Brings `dimension_value` up to date for the values of the facts that went and of those that came. */
export async function refreshValues(connection: DuckDBConnection, settings: FactSettings): Promise<void> {
  await addTouched(connection)
  await connection.run(`
    delete from dimension_value
    where (dimension, value) in (select dimension, value from touched_value)
  `)
  const selects = Object.entries(DIMENSION_COLUMNS).map(
    ([dimension, [column, name]]) => `
      select '${dimension}', ${column}, ${name === undefined ? 'null' : `max_by(${name}, day)`}
      from cost_fact
      where ${column} in (select value from touched_value where dimension = '${dimension}')
      group by ${column}`,
  )
  await connection.run(`insert into dimension_value ${selects.join(' union all ')}`)
  // Tag keys are only added: reading all tags takes too long.
  await insertTagKeys(connection, settings, TOUCHED_FACTS)
  await insertTagValues(connection, settings)
  await nameTeams(connection, settings)
}

/** The same after rules were applied again: what teams and virtual tags there are. */
export async function refreshAssigned(connection: DuckDBConnection, settings: FactSettings): Promise<void> {
  await connection.run(`delete from dimension_value where dimension in ('team', 'tagKey')`)
  await connection.run(
    `insert into dimension_value select distinct 'team', team, null from cost_fact where team is not null`,
  )
  await insertTagKeys(connection, settings, 'from cost_fact')
  await insertTagValues(connection, settings)
  await nameTeams(connection, settings)
}

async function nameTeams(connection: DuckDBConnection, { names }: FactSettings): Promise<void> {
  for (const [id, name] of names) {
    await connection.run(`update dimension_value set name = $name where dimension = 'team' and value = $id`, {
      id,
      name,
    })
  }
}

async function insertTagKeys(
  connection: DuckDBConnection,
  { slots }: FactSettings,
  facts: string,
): Promise<void> {
  await connection.run(`
    insert into dimension_value
    select 'tagKey', ${foldTagKeySql('key')} as folded, min(key)
    from (select distinct unnest(map_keys(tags)) as key from (select distinct tags ${facts}))
    where folded not in (select value from dimension_value where dimension = 'tagKey')
    group by folded
  `)
  for (const { tag, name } of slots.virtual) {
    await connection.run(
      `insert into dimension_value
       select 'tagKey', $tag, $name
       where $tag not in (select value from dimension_value where dimension = 'tagKey')`,
      { tag, name: name === '' ? tag : name },
    )
  }
}

/** Values of tags with a column of their own are few: written anew. */
async function insertTagValues(connection: DuckDBConnection, { slots }: FactSettings): Promise<void> {
  await connection.run(`delete from dimension_value where starts_with(dimension, 'tag:')`)
  for (const [index, key] of slots.keys.entries()) {
    await connection.run(
      `insert into dimension_value select distinct $dimension, tag${index + 1}, null from cost_fact
       where tag${index + 1} is not null`,
      { dimension: `tag:${encodeURIComponent(key)}` },
    )
  }
}

async function addTouched(connection: DuckDBConnection): Promise<void> {
  const selects = Object.entries(DIMENSION_COLUMNS).map(
    ([dimension, [column]]) => `
      select distinct '${dimension}', cost_fact.${column} ${TOUCHED_FACTS}
      where cost_fact.${column} is not null`,
  )
  await connection.run(`insert into touched_value ${selects.join(' union all ')}`)
}
