import { groupBy } from '@outlay/shared/group-by'
import type { BlobEntry, Container } from './client.ts'
import { type ExportRun, readManifest, runFolder } from './manifest.ts'

/** How to read the files of a type; other types (prices, reservations) are no bills. */
export const FORMATS: Readonly<Record<string, string>> = {
  focuscost: 'focus',
  actualcost: 'azure-cost',
  amortizedcost: 'azure-cost',
  usage: 'azure-cost',
}

/**
 * The runs that count: of each scope, type and first day the newest that brought rows. Only the newest manifests are
 * read, older ones of a folder where a newer one is empty.
 */
export async function currentRuns(container: Container, folder: string): Promise<ExportRun[]> {
  const manifests = await container.list(folder, 'manifest.json')
  const runs: ExportRun[] = []
  for (const [, ofFolder] of groupBy(manifests, ({ name }) => runFolder(name))) {
    const run = await newestRun(container, ofFolder)
    if (run !== null && run.type in FORMATS) runs.push(run)
  }
  return runs.filter((run) => runs.every((other) => other === run || !replaces(other, run)))
}

async function newestRun(container: Container, manifests: readonly BlobEntry[]): Promise<ExportRun | null> {
  for (const entry of manifests.toSorted(
    (a, b) => compare(b.modified, a.modified) || compare(b.name, a.name),
  )) {
    const run = readManifest(await container.text(entry), entry)
    if (run !== null) return run
  }
  return null
}

/**
 * True when `run` need not be read beside `other`, which describes the same scope: a newer run of its type and first
 * day, a run of its type whose days are more than its own, or a FOCUS export, which has actual and amortized costs in one.
 */
function replaces(other: ExportRun, run: ExportRun): boolean {
  if (other.scope !== run.scope || other.since > run.since) return false
  if (other.type !== run.type)
    return other.type === 'focuscost' && other.since.slice(0, 7) === run.since.slice(0, 7)
  if (other.since === run.since) return isNewer(other, run)
  return other.last >= run.last
}

function isNewer(a: ExportRun, b: ExportRun): boolean {
  return (compare(a.submitted, b.submitted) || compare(a.manifest, b.manifest)) > 0
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
