import type { SourceConfig } from '../config/sources.ts'
import type { Config } from '../config.ts'
import { type Check, exitCodeOf, ok, warning } from './check.ts'
import { checkClock } from './check-clock.ts'
import { checkFolder } from './check-folder.ts'
import { checkSource, type SourceDeps } from './check-source.ts'

export interface Examination {
  readonly checks: readonly Check[]
  /** What the vendors bill for the questions. */
  readonly paidRequests: number
  readonly exitCode: number
}

export interface ExamineDeps extends SourceDeps {
  readonly dataDir: string
  readonly config: Config
  /** Of the configured ones. */
  readonly sources: readonly SourceConfig[]
  readonly freeBytes?: (folder: string) => number
}

/** Looks at everything that a collect needs, one thing after the other, and changes nothing. */
export async function examine(deps: ExamineDeps): Promise<Examination> {
  const folder = checkFolder(deps.dataDir, deps.freeBytes === undefined ? {} : { freeBytes: deps.freeBytes })
  const sources = []
  for (const source of deps.sources) sources.push(await checkSource(source, deps))
  const checks = [
    checkConfig(deps.config),
    ...folder,
    checkClock(sources.map(({ skewMs }) => skewMs)),
    ...sources.flatMap((source) => source.checks),
  ]
  const paidRequests = sources.reduce((sum, { paid }) => sum + paid, 0)
  return { checks, paidRequests, exitCode: exitCodeOf(checks) }
}

/** A file that is wrong ends every command before it begins, with its line. */
function checkConfig({ file, sources }: Config): Check {
  const found = { subject: 'config', check: 'sources' }
  if (sources.length > 0) return ok({ ...found, message: `${file}: ${sources.length} sources` })
  const message = file === null ? 'there is no outlay.config.yaml' : `${file} names no source`
  return warning(
    { ...found, message },
    'docs/collectors.md shows how to add one; files can be imported without.',
  )
}
