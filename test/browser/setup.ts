import type { BrowserServer } from 'playwright'
import type { TestProject } from 'vitest/node'
import { findChromium, startChromium } from './chromium.ts'
import { loadCompany } from './company.ts'
import { dataFolder } from './server.ts'

const folder = dataFolder()
let browser: BrowserServer | undefined

/** Starts the browser and loads the company once for all files of a run; each works on a copy. */
export async function setup(project: TestProject): Promise<void> {
  const isThere = findChromium() !== undefined
  if (isThere) [browser] = await Promise.all([startChromium(), loadCompany(folder.path)])
  project.provide('browser', browser?.wsEndpoint() ?? '')
  project.provide('company', folder.path)
}

export async function teardown(): Promise<void> {
  await browser?.close()
  folder.remove()
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the browser of the run listens; empty where there is none. */
    readonly browser: string
    /** The data folder that the company was loaded into: to be copied, not used. */
    readonly company: string
  }
}
