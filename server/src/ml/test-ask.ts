import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ask } from '../queries/ask.ts'
import { readDataState } from '../queries/data-state.ts'
import { type Fact, factsInMemory, insertImport } from '../queries/fact-builder.ts'

export interface TestSample {
  readonly resource: string
  readonly metric: string
  /** `2026-11-20 07:00` */
  readonly at: string
  readonly average: number
}

export interface TestBill {
  readonly facts: readonly Fact[]
  readonly samples?: readonly TestSample[]
  readonly inventory?: readonly {
    readonly resource: string
    readonly type: string
    readonly state?: string
    readonly attributes?: object
  }[]
}

/** An in-memory database with a bill, and a lake with its metrics; today is 2026-11-23. */
export async function askOf({ facts, samples = [], inventory = [] }: TestBill): Promise<{
  readonly ask: Ask
  readonly lake: string
  close(): void
}> {
  const connection = await factsInMemory(facts)
  const lake = mkdtempSync(join(tmpdir(), 'outlay-ml-'))
  if (samples.length > 0) {
    await connection.run(
      `copy (
         select sample.resource as resource_id, sample.metric, sample.at::timestamp as timestamp, sample.average, sample.average as maximum, 'x' as unit
         from (select unnest(from_json($samples, '[{"resource":"VARCHAR","metric":"VARCHAR","at":"VARCHAR","average":"DOUBLE"}]')) as sample)
       ) to '${join(lake, 'metrics.parquet')}' (format parquet)`,
      { samples: JSON.stringify(samples) },
    )
    await insertImport(connection, { id: 'metrics-1', seq: 9, lakeFile: 'metrics.parquet' })
    await connection.run(`update import set kind = 'metrics', provider = null where id = 'metrics-1'`)
  }
  for (const { resource, type, state = null, attributes = {} } of inventory)
    await connection.run(
      `insert into inventory values ($resource, $type, $state, timestamp '2026-11-22', $attributes, 'inventory-1')`,
      { resource, type, state, attributes: JSON.stringify(attributes) },
    )
  const now = new Date('2026-11-23T10:00:00Z')
  return {
    ask: { connection, now, state: await readDataState(connection, now) },
    lake,
    close() {
      connection.closeSync()
      rmSync(lake, { recursive: true, force: true })
    },
  }
}

/** Samples of whole hours from `from` on, one a value. */
export function hourly(
  resource: string,
  day: string,
  values: readonly number[],
  metric = 'gpu_utilization',
): TestSample[] {
  return values.map((average, hour) => ({
    resource,
    metric,
    at: `${day} ${String(hour).padStart(2, '0')}:00`,
    average,
  }))
}
