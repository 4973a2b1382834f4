import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.ts'
import { loadCompany } from './company.ts'
import { dataFolder } from './server.ts'

const folder = dataFolder()

/** Loads the company once for all files of a run; each works on a copy. */
export async function setup(project: TestProject): Promise<void> {
  if (findChromium() !== undefined) await loadCompany(folder.path)
  project.provide('company', folder.path)
}

export function teardown(): void {
  folder.remove()
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The data folder that the company was loaded into: to be copied, not used. */
    readonly company: string
  }
}
