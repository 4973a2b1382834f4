import { CollectError } from '../collect-error.ts'
import type { BigQueryCalls, TableInfo } from './bigquery-calls.ts'
import type { Settings } from './settings.ts'

/** A table with rows of a bill, and how it is read. */
export interface ExportTable {
  /** `project.dataset.table`, safe within backticks. */
  readonly name: string
  readonly location: string
  /** `billing`: standard or detailed export; `focus`: Google's FOCUS export or a view in its columns. */
  readonly kind: 'billing' | 'focus'
  /** Reader of its rows. */
  readonly format: 'gcp-billing' | 'focus'
  readonly partition: Partition
}

/** What the partitions are made by. */
export interface Partition {
  /** A column, or the pseudo column of tables that are partitioned by ingestion; null: the table has no partitions. */
  readonly column: string | null
  readonly type: 'TIMESTAMP' | 'DATE' | 'DATETIME'
}

/** The finest first. Names as Google gives them. */
const EXPORTS = [
  /^gcp_billing_export_resource_v1_(?<account>\w+)$/,
  /^gcp_billing_export_v1_(?<account>\w+)$/,
  /^gcp_billing_export_focus_(?<account>\w+)$/,
]

/**
 * The table that the settings name, else the detailed, the standard or the FOCUS export, in this order. Throws
 * CollectError `no_data` where there is none yet, `bad_request` where the choice is not clear.
 */
export async function findExport(calls: BigQueryCalls, settings: Settings): Promise<ExportTable> {
  const [project, dataset] = placeOf(settings)
  const table = settings.table ?? choose(await calls.listTables(project, dataset), settings)
  const info = await calls.getTable(project, dataset, table)
  const kind = /focus/i.test(table) ? 'focus' : 'billing'
  return {
    name: `${project}.${dataset}.${table}`,
    location: info.location,
    kind,
    format: kind === 'focus' ? 'focus' : 'gcp-billing',
    partition: partitionOf(info),
  }
}

export function placeOf({ project, dataset }: Settings): readonly [project: string, dataset: string] {
  const [first = '', second] = dataset.split('.')
  return second === undefined ? [project, first] : [first, second]
}

function choose(tables: readonly string[], { billingAccount, dataset }: Settings): string {
  const suffix = billingAccount?.replaceAll('-', '_')
  for (const pattern of EXPORTS) {
    const found = tables.filter((table) => {
      const account = pattern.exec(table)?.groups?.['account']
      return account !== undefined && (suffix === undefined || account === suffix)
    })
    const [only, ...more] = found.toSorted()
    if (only === undefined) continue
    if (more.length === 0) return only
    throw new CollectError(
      'bad_request',
      `${dataset} holds the exports of several billing accounts (${found.join(', ')}). Name one with billingAccount`,
    )
  }
  throw new CollectError(
    'no_data',
    `${dataset} holds no billing export yet. Switch it on in the Billing console (Billing export, BigQuery export); the first rows take some hours`,
  )
}

function partitionOf({ timePartitioning, schema }: TableInfo): Partition {
  if (timePartitioning == null) return { column: null, type: 'TIMESTAMP' }
  const { field } = timePartitioning
  if (field === undefined) return { column: '_PARTITIONTIME', type: 'TIMESTAMP' }
  const type = schema?.fields.find(({ name }) => name === field)?.type
  return { column: field, type: type === 'DATE' || type === 'DATETIME' ? type : 'TIMESTAMP' }
}
