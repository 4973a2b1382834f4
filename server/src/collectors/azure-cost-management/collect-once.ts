import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { company } from '../../../../test/clouds/azure/sample-company.ts'
import {
  type FakeAzure,
  type FakeAzureOptions,
  type Operation,
  startFakeAzure,
} from '../../../../test/clouds/azure/server.ts'
import { CollectError } from '../collect-error.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { azureCostManagement } from './index.ts'

export const OCTOBER: CollectWindow = { key: '2026-10', since: '2026-10-01', until: '2026-11-01' }

interface Options {
  readonly part?: string
  readonly window?: CollectWindow
  readonly settings?: Readonly<Record<string, unknown>>
  readonly fake?: Partial<FakeAzureOptions>
  readonly faults?: Partial<Record<Operation, Parameters<FakeAzure['script']>[1]>>
  readonly test?: TestOptions
  /** Before the first request. */
  readonly prepare?: (fake: FakeAzure, folder: string) => void
}

/** For tests: reads one window through the real SDK from a fake over TLS, with the token of a file. */
export async function collectOnce(options: Options = {}) {
  const fake = await startFakeAzure({ company, ...options.fake })
  for (const [operation, faults] of Object.entries(options.faults ?? {}))
    fake.script(operation as Operation, faults)
  const run = testRun(options.window ?? OCTOBER, options.test)
  const files = connectionFiles(fake, run.calls.folder)
  options.prepare?.(fake, run.calls.folder)
  const config = azureCostManagement.config.parse({
    scope: 'providers/Microsoft.Billing/billingAccounts/8611537',
    ...files,
    ...options.settings,
  })
  const part = azureCostManagement.parts.find(({ id }) => id === (options.part ?? 'costs'))
  if (part === undefined) throw new Error(`no part ${options.part}`)
  try {
    const { collected, error } = await collectPart(part, config, run)
    if (error !== null && !(error instanceof CollectError)) throw error
    return { rows: run.rows, waits: run.waits, collected, error, requests: fake.requests }
  } finally {
    run.remove()
    await fake.close()
  }
}

/** The settings that point a source at a fake. */
export function connectionFiles(fake: Pick<FakeAzure, 'ca' | 'url'>, folder: string) {
  const [caFile, tokenFile] = [join(folder, 'ca.pem'), join(folder, 'token')]
  writeFileSync(caFile, fake.ca)
  writeFileSync(tokenFile, 'token\n')
  return { endpoint: fake.url, caFile, tokenFile }
}
