import { onTestFinished } from 'vitest'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import { startFakeAws } from '../../../../test/clouds/aws/server.ts'
import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { KEYS } from './collect-once.ts'
import { awsCostExplorer } from './index.ts'

interface Options extends TestOptions {
  readonly settings?: object
  readonly faults?: readonly (Fault | null)[]
  readonly key?: string
  readonly days?: readonly [string, string]
}

/** For tests: reads one window of a part from a fake that is told what it holds. Its day is November 23rd, 2026. */
export async function collectSide(id: string, world: AwsWorld, options: Options = {}) {
  const fake = await startFakeAws({ today: '2026-11-23', ...world })
  onTestFinished(() => fake.close())
  fake.script(options.faults ?? [])
  const [since, until] = options.days ?? ['2026-11-23', '2026-11-24']
  const run = testRun({ key: options.key ?? 'now', since, until }, { env: KEYS, ...options })
  onTestFinished(run.remove)
  const settings = awsCostExplorer.config.parse({
    billingAccount: '123456789012',
    endpoint: fake.url,
    ...options.settings,
  })
  const part = awsCostExplorer.parts.find((each) => each.id === id)
  if (part === undefined) throw new Error(`no part ${id}`)
  return { ...(await collectPart(part, settings, run)), run, fake, part, settings }
}
