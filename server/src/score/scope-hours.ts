import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Rule } from '../rules/rule.ts'

/** On-demand cost by hour of what a commitment rule would cover together: `rule|provider|account|currency|scope`. */
export type ScopeHours = ReadonlyMap<string, readonly number[]>

/** The series that the commitment rules of the last run sized, as their own SQL gives them. */
export async function readScopeHours(
  connection: DuckDBConnection,
  rules: readonly Rule[],
): Promise<ScopeHours> {
  const series = new Map<string, readonly number[]>()
  for (const rule of rules.filter(({ stage }) => stage === 'commit')) {
    const reader = await connection.runAndReadAll(rule.sql, { ...rule.settings.parse({}) } as Record<
      string,
      number
    >)
    for (const row of z.array(Row).parse(reader.getRowObjectsJson()))
      series.set([rule.id, row.provider, row.billing_account, row.currency, row.scope].join('|'), row.hours)
  }
  return series
}

const Row = z.object({
  provider: z.string(),
  billing_account: z.string(),
  currency: z.string(),
  scope: z.string(),
  hours: z.array(z.number()),
})
