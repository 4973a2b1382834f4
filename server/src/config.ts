import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import type { PlanEntry } from '@outlay/shared/budgets'
import { collectors } from './collectors/registry.ts'
import { explainIssues } from './config/explain.ts'
import { parsePlan } from './config/plan.ts'
import { type ConfigFile, configFile } from './config/schema.ts'
import type { SourceConfig } from './config/sources.ts'
import { parseYaml } from './config/yaml-file.ts'
import { AppError } from './errors.ts'

/** Settings of `outlay.config.yaml`, checked; the shape is that of `config/schema.ts`. */
export interface Config extends Omit<ConfigFile, 'budgets'> {
  /** Absolute path of the file, null when there is none and the defaults hold. */
  readonly file: string | null
  /** Their plans are read. */
  readonly budgets: readonly (Omit<ConfigFile['budgets'][number], 'plan'> & {
    readonly plan: readonly PlanEntry[]
  })[]
}

export interface LoadConfigOptions {
  /** As the user wrote it; without one `outlay.config.yaml` is read if it exists. */
  readonly path?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

const DEFAULT_FILE = 'outlay.config.yaml'

/**
 * Reads the settings once; a changed file counts from the next start on.
 * @throws BAD_CONFIG naming the file, the line and the setting; NOT_FOUND for a file that was asked for by name
 */
export function loadConfig({ path, env, cwd }: LoadConfigOptions): Config {
  const asked = path ?? env['OUTLAY_CONFIG']
  const file = absolute(asked ?? DEFAULT_FILE, cwd)
  const text = read(file, asked !== undefined)
  const yaml = parseYaml(file, text ?? '')
  const schema = configFile(collectors)
  const result = schema.safeParse(yaml.value ?? {})
  if (!result.success) throw explainIssues(yaml, schema, result.error.issues)
  const sources = result.data.sources.map((source) => withPaths(source, cwd))
  const budgets = result.data.budgets.map((budget) => ({ ...budget, plan: readPlan(budget, cwd) }))
  return { ...result.data, sources, budgets, file: text === undefined ? null : file }
}

function absolute(path: string, cwd: string): string {
  return isAbsolute(path) ? path : resolve(cwd, path)
}

/** Paths count from where the user stands. */
function withPaths(source: SourceConfig, cwd: string): SourceConfig {
  const paths = ['caFile', 'tokenFile'].flatMap((key) => {
    const path = source[key]
    return typeof path === 'string' ? [[key, absolute(path, cwd)]] : []
  })
  return { ...source, ...Object.fromEntries(paths) }
}

function readPlan({ id, plan }: ConfigFile['budgets'][number], cwd: string): readonly PlanEntry[] {
  if (plan === null) return []
  const path = absolute(plan, cwd)
  try {
    return parsePlan(read(path, true) ?? '')
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    throw new AppError('BAD_CONFIG', `budgets "${id}", ${path}: ${cause.message}`, { cause })
  }
}

function read(file: string, required: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (code === 'ENOENT' && !required) return undefined
    if (code === 'ENOENT')
      throw new AppError('BAD_CONFIG', `${file} does not exist. Check --config.`, { cause })
    throw new AppError('BAD_CONFIG', `${file} cannot be read (${code}).`, { cause })
  }
}
