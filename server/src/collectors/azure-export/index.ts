import { addDays } from '@outlay/shared/period'
import type { CallContext } from '../call-context.ts'
import { type CollectWindow, defineCollector, type PlanContext } from '../collector.ts'
import { openContainer } from './client.ts'
import { collectRun } from './files.ts'
import { currentRuns } from './runs.ts'
import { type Settings, settings } from './settings.ts'

/** Azure's cost exports from Blob Storage, FOCUS and native, by their manifests. */
export const azureExport = defineCollector({
  id: 'azure-export',
  title: 'Azure cost exports',
  config: settings,
  requestPrice: '0',
  parts: [
    {
      id: 'exports',
      title: 'Cost exports',
      kind: 'costs',
      format: 'auto',
      windows: exportWindows,
      collect: collectRun,
    },
  ],
  probes: [
    {
      permission: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      purpose: 'cost exports',
      policy: 'docs/permissions/azure-export.json',
      check: probeContainer,
    },
  ],
})

/** One window a scope, type and first day; its version is the manifest of the run that counts. */
async function exportWindows(config: Settings, context: PlanContext): Promise<CollectWindow[]> {
  const container = await openContainer(config, context)
  const runs = await currentRuns(container, config.folder)
  return runs.map(({ scope, type, since, last, manifest, etag }) => ({
    key: `${scope} ${type} ${since}`,
    since,
    until: addDays(last, 1),
    version: `${manifest}@${etag}`,
  }))
}

async function probeContainer(config: Settings, context: CallContext) {
  const container = await openContainer(config, context)
  const runs = await currentRuns(container, config.folder)
  const serverTime = container.serverTime()
  const note = runs.length === 0 ? 'no run of a cost export yet' : `${runs.length} months of exports`
  return { ...(serverTime === undefined ? {} : { serverTime }), note }
}
