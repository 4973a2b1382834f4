import { onTestFinished } from 'vitest'
import type { Fault } from '../../../../test/clouds/gcp/faults.ts'
import { startFakeGcp } from '../../../../test/clouds/gcp/server.ts'
import type { GcpWorld } from '../../../../test/clouds/gcp/world.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { gcpBigquery } from './index.ts'
import { exportTable, line, worldOf } from './test-world.ts'

export const OCTOBER: CollectWindow = {
  key: '2026-10',
  since: '2026-10-01',
  until: '2026-11-01',
  version: 'some',
}
export const rows = [
  line('2026-10-01', '0.000000001'),
  line('2026-10-02', '12345.678901234', { credit: '-0.123456789' }),
  line('2026-10-31', '3', { exported: '2026-11-03T01:00:00Z' }),
  line('2026-10-31', '7', { month: '202611' }),
  line('2026-09-30', '100', { exported: '2026-10-01T02:00:00Z' }),
]
export const world = worldOf(exportTable(rows))

interface Options {
  readonly world?: GcpWorld
  readonly faults?: (Fault | null)[]
  readonly operation?: string
  readonly settings?: object
  readonly run?: TestOptions
  readonly window?: CollectWindow
}

/** For tests: a fake that holds `world`, and what a run of the collector needs to ask it. */
export async function start(options: Options = {}) {
  const fake = await startFakeGcp(options.world ?? world)
  onTestFinished(() => fake.close())
  fake.script(options.faults ?? [], options.operation)
  const [part] = gcpBigquery.parts
  if (part === undefined) throw new Error('no part')
  const run = testRun(options.window ?? OCTOBER, {
    env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' },
    ...options.run,
  })
  onTestFinished(run.remove)
  const settings = gcpBigquery.config.parse({
    project: 'finops-jobs',
    dataset: 'finops-billing.billing',
    endpoint: fake.url,
    ...options.settings,
  })
  return { fake, part, run, settings, windows: () => part.windows(settings, run.plan) }
}

/** For tests: reads one month once through the real client. */
export async function collect(options: Options = {}) {
  const { fake, part, run, settings } = await start(options)
  return { ...(await collectPart(part, settings, run)), run, fake, rows: run.rows }
}

/** What the fake was asked to run, as far as tests look at it. */
export interface InsertJob {
  readonly configuration: {
    readonly dryRun?: boolean
    readonly labels: Record<string, string>
    readonly query: {
      readonly query: string
      readonly maximumBytesBilled: string
      readonly queryParameters: readonly {
        readonly name: string
        readonly parameterValue: { readonly value: string }
      }[]
    }
  }
}

export function paramsOf(job: InsertJob | undefined) {
  return Object.fromEntries(
    (job?.configuration.query.queryParameters ?? []).map(({ name, parameterValue }) => [
      name,
      parameterValue.value,
    ]),
  )
}
