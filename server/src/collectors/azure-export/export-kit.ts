import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type FakeBlobs, startFakeBlobs } from '../../../../test/clouds/azure/blob.ts'
import { type ExportDraft, putExport } from '../../../../test/clouds/azure/exports.ts'
import type { CollectWindow } from '../collector.ts'
import { collectPart, type TestRun, testRun } from '../test-context.ts'
import { azureExport } from './index.ts'
import type { Settings } from './settings.ts'

export const PLAN: CollectWindow = { key: 'plan', since: '2026-11-01', until: '2026-11-02' }
export const FOCUS = 'BilledCost,BillingAccountId\n1.5,8611537\n'

/** For tests: an emulator for the file, and a container of its own for each test. */
export function useExports() {
  let running: FakeBlobs | undefined
  let number = 0
  const runs: TestRun[] = []
  const blobs = () => {
    if (running === undefined) throw new Error('the emulator runs during tests only')
    return running
  }
  const container = () => `exports${number}`
  beforeAll(async () => {
    running = await startFakeBlobs()
  })
  afterAll(() => blobs().close())
  beforeEach(async () => {
    number += 1
    await blobs().createContainer(container())
  })
  afterEach(() => {
    for (const run of runs.splice(0)) run.remove()
  })
  const begin = (
    window = PLAN,
    env: Readonly<Record<string, string>> = {},
    changes: Partial<Settings> = {},
  ) => {
    const run = testRun(window, { env })
    runs.push(run)
    const [caFile, tokenFile] = [join(run.calls.folder, 'ca'), join(run.calls.folder, 'token')]
    writeFileSync(caFile, blobs().ca)
    writeFileSync(tokenFile, blobs().token)
    const settings = azureExport.config.parse({
      storageAccount: blobs().account,
      container: container(),
      folder: '/cost/',
      endpoint: blobs().url,
      caFile,
      ...(Object.keys(env).length === 0 ? { tokenFile } : {}),
      ...changes,
    })
    return { run, settings }
  }
  return {
    blobs,
    container,
    begin,
    put: (draft: Partial<ExportDraft> = {}) =>
      putExport(blobs(), { container: container(), folder: 'cost', ...draft }),
    async plan(env?: Readonly<Record<string, string>>, changes?: Partial<Settings>) {
      const { run, settings } = begin(PLAN, env, changes)
      return await exportPart().windows(settings, run.plan)
    },
    async collect(window: CollectWindow) {
      const { run, settings } = begin(window)
      const outcome = await collectPart(exportPart(), settings, run)
      return { ...outcome, run, settings, files: run.files.map((path) => readFileSync(path)) }
    },
  }
}

export function exportPart() {
  const [part] = azureExport.parts
  if (part === undefined) throw new Error('no part')
  return part
}
