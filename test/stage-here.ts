import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PartFiles } from '@outlay/server/collectors/publish-window'
import { runConformance } from '@outlay/server/focus/conformance/run'
import { sideKinds } from '@outlay/server/ingest/kinds/registry'
import { type StagedDelivery, StageRequest } from '@outlay/server/ingest/staged'
import { stageDelivery } from '@outlay/server/ingest/staging/stage-delivery'

/** Stages files as the staging child does, without a process for each of many windows. */
export async function stageHere(
  staging: string,
  files: PartFiles,
  clock: () => Date,
): Promise<StagedDelivery> {
  const id = `import-${randomUUID()}`
  const out = join(staging, id)
  mkdirSync(out, { recursive: true })
  const request = StageRequest.parse({ ...files, id, out, createdAt: clock().toISOString() })
  return stageDelivery(request, { conformance: runConformance, sideKinds, onProgress: () => undefined })
}
