import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** An empty folder that goes when the test ends. */
export function tempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'outlay-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Path of a reference bill beside the checkout, or undefined where there is none: such tests skip by name. */
export function referenceBill(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../shared/data/focus/${name}`, import.meta.url))
  return existsSync(path) ? path : undefined
}
