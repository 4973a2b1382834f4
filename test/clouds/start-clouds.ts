import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAwsCloud } from './aws/index.ts'
import { startAzureCloud } from './azure/index.ts'
import { startGcpCloud } from './gcp/index.ts'
import type { CloudOptions, RunningCloud } from './shared/cloud.ts'
import type { Company } from './shared/company-types.ts'

type StartCloud = (company: Company, options: CloudOptions) => Promise<RunningCloud>

/** One line a cloud. */
const CLOUDS: Readonly<Record<string, StartCloud>> = {
  aws: startAwsCloud,
  azure: startAzureCloud,
  gcp: startGcpCloud,
}

export interface RunningClouds {
  readonly clouds: readonly RunningCloud[]
  /** The config file that collects from all of them. */
  readonly config: string
  /** Variables that the collectors need. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts every fake cloud with the company behind it, and writes a config file and a file of variables into `folder`. */
export async function startClouds(
  company: Company,
  folder: string,
  starters: Readonly<Record<string, StartCloud>> = CLOUDS,
): Promise<RunningClouds> {
  const clouds: RunningCloud[] = []
  const close = async () => {
    await Promise.all(clouds.map((cloud) => cloud.close()))
  }
  try {
    for (const [name, start] of Object.entries(starters)) {
      const own = join(folder, name)
      rmSync(own, { recursive: true, force: true })
      mkdirSync(own, { recursive: true })
      clouds.push(await start(company, { folder: own }))
    }
  } catch (error) {
    await close()
    throw error
  }
  const env = Object.assign({}, ...clouds.map((cloud) => cloud.env))
  const config = join(folder, 'outlay.config.yaml')
  writeFileSync(config, configText(clouds))
  writeFileSync(join(folder, 'env'), envText(env))
  return { clouds, config, env, close }
}

/** JSON is YAML too; a source a line. */
function configText(clouds: readonly RunningCloud[]): string {
  const sources = clouds.flatMap((cloud) => cloud.sources.map((source) => `  - ${JSON.stringify(source)}\n`))
  return `sources:\n${sources.join('')}`
}

function envText(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')
}
