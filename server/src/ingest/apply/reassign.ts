import { createHash } from 'node:crypto'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { SLOTS } from '../../allocation/tag-slots.ts'
import type { Bind } from '../../queries/dimension-sql.ts'
import { assignedSql } from './assigned-sql.ts'
import { refreshAssigned } from './dimension-values.ts'
import type { FactSettings } from './facts.ts'

const TAGS = Array.from({ length: SLOTS }, (_, index) => `tag${index + 1}`)

/**
 * Gives every fact its team and its virtual tags by the rules that hold now, in place: the same as making the facts from
 * the lake again, in seconds. Only what differs is written.
 */
export async function reassign(connection: DuckDBConnection, settings: FactSettings): Promise<void> {
  const values: Record<string, DuckDBValue> = {}
  const bind: Bind = (value) => {
    const name = `v${Object.keys(values).length}`
    values[name] = value
    return `$${name}`
  }
  const columns = ['team', ...TAGS]
  const before = columns.map((column) => `${column} as before_${column}`)
  const moved = columns.map((column) => `${column} is distinct from before_${column}`)
  await connection.run(
    `
    create or replace temp table reassigned as
    with fact as (
      select rowid as fact_row, * exclude (${columns.join(', ')}), ${before.join(', ')}
      from cost_fact
    ),
    ${assignedSql('fact', 'select distinct tags from cost_fact', settings, bind)}
    select fact_row, ${columns.join(', ')}
    from assigned
    where ${moved.join(' or ')}
    `,
    values,
  )
  await connection.run(`
    update cost_fact set ${columns.map((column) => `${column} = reassigned.${column}`).join(', ')}
    from reassigned
    where cost_fact.rowid = reassigned.fact_row
  `)
  await connection.run('drop table reassigned')
  await rememberRules(connection, settings)
  await refreshAssigned(connection, settings)
}

/** Notes which rules the facts are made with, and which tag stands in which column. */
export async function rememberRules(connection: DuckDBConnection, settings: FactSettings): Promise<void> {
  await connection.run('delete from promoted_tag')
  for (const [index, key] of settings.slots.keys.entries()) {
    await connection.run('insert into promoted_tag values ($slot, $key)', { slot: index + 1, key })
  }
  await connection.run(`insert or replace into setting values ('fact_rules', $hash)`, {
    hash: rulesHash(settings),
  })
}

export function rulesHash({ slots, rules, names }: FactSettings): string {
  const parts = [
    slots.keys,
    slots.virtual.map(({ tag, name, values }) => [tag, name, values]),
    rules.map(({ team, match }) => [team, match]),
    [...names],
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
