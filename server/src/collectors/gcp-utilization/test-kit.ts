import { onTestFinished } from 'vitest'
import type { Fault } from '../../../../test/clouds/gcp/faults.ts'
import { startFakeGcp } from '../../../../test/clouds/gcp/server.ts'
import type { GcpWorld } from '../../../../test/clouds/gcp/world.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { gcpUtilization } from './index.ts'
import { world } from './test-world.ts'

const DAY: CollectWindow = { key: '2026-11-22', since: '2026-11-22', until: '2026-11-23' }
export const INSTANCE = '//compute.googleapis.com/projects/101/zones/us-central1-a/instances/9001'

interface Options {
  readonly world?: Partial<GcpWorld>
  readonly faults?: (Fault | null)[]
  readonly operation?: string
  readonly settings?: object
  readonly run?: TestOptions
  readonly window?: CollectWindow
}

/** For tests: reads one part once through the real clients. */
export async function collect(part: 'metrics' | 'inventory' | 'recommendations', options: Options = {}) {
  const fake = await startFakeGcp({ ...world, ...options.world })
  onTestFinished(() => fake.close())
  fake.script(options.faults ?? [], options.operation)
  const found = gcpUtilization.parts.find(({ id }) => id === part)
  if (found === undefined) throw new Error(`no part ${part}`)
  const run = testRun(options.window ?? DAY, { env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' }, ...options.run })
  onTestFinished(run.remove)
  const settings = gcpUtilization.config.parse({ endpoint: fake.url, ...options.settings })
  return { ...(await collectPart(found, settings, run)), run, fake, settings, rows: run.rows }
}
