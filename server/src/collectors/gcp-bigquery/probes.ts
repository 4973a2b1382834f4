import { monthStart, toDay } from '@outlay/shared/period'
import type { CallContext, Probe } from '../collector.ts'
import { bigQueryCalls } from './bigquery-calls.ts'
import { findExport } from './export-table.ts'
import { partitionsFrom } from './month-state.ts'
import { estimateBytes } from './run-query.ts'
import type { Settings } from './settings.ts'
import { changedMonthsSql } from './sql/changed-months.ts'

const POLICY = 'docs/permissions/gcp-bigquery.yaml'

export const probes: readonly Probe<Settings>[] = [
  {
    permission: 'bigquery.tables.get',
    purpose: 'finding the export in its dataset',
    policy: POLICY,
    async check(config: Settings, context: CallContext) {
      const calls = await bigQueryCalls(config, context)
      const { name, partition } = await findExport(calls, config)
      const note =
        partition.column === null ? `${name}, which has no partitions: every query reads all of it` : name
      return { note, ...timeOf(calls.source.transport.serverTime()) }
    },
  },
  {
    permission: 'bigquery.jobs.create',
    purpose: 'running queries over the export (proved by a dry run, which costs nothing)',
    policy: POLICY,
    async check(config: Settings, context: CallContext) {
      const calls = await bigQueryCalls(config, context)
      const table = await findExport(calls, config)
      const bytes = await estimateBytes(calls, {
        name: 'gcp-changed-months',
        sql: changedMonthsSql(table),
        location: table.location,
        params: {
          partitions_from: { type: 'TIMESTAMP', value: partitionsFrom(monthStart(toDay(context.clock()))) },
          exported_after: { type: 'INT64', value: '0' },
        },
      })
      return {
        note: `${bytes} bytes for a look at this month`,
        ...timeOf(calls.source.transport.serverTime()),
      }
    },
  },
]

function timeOf(serverTime: Date | undefined) {
  return serverTime === undefined ? {} : { serverTime }
}
