import { onTestFinished } from 'vitest'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import { startFakeAws } from '../../../../test/clouds/aws/server.ts'
import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { awsUtilization } from './index.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }

/** For tests: reads one window of a part from a fake that is told what it holds. Its day is November 23rd, 2026. */
export async function collect(
  part: string,
  world: AwsWorld,
  options: TestOptions & {
    settings?: object
    faults?: (Fault | null)[]
    key?: string
    days?: [string, string]
  } = {},
) {
  const fake = await startFakeAws({ today: '2026-11-23', ...world })
  onTestFinished(() => fake.close())
  fake.script(options.faults ?? [])
  const [since, until] = options.days ?? ['2026-11-16', '2026-11-23']
  const run = testRun({ key: options.key ?? 'now', since, until }, { env: KEYS, ...options })
  onTestFinished(run.remove)
  const settings = awsUtilization.config.parse({
    accountId: '123456789012',
    endpoint: fake.url,
    ...options.settings,
  })
  const found = awsUtilization.parts.find(({ id }) => id === part)
  if (found === undefined) throw new Error(`no part ${part}`)
  return { ...(await collectPart(found, settings, run)), run, fake, settings }
}
