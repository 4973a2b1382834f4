import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('../scripts/bundle-children.mjs', import.meta.url))
/** Where the bundles find the packages that the server depends on. */
const PACKAGES = fileURLToPath(new URL('../server/node_modules/.outlay', import.meta.url))

let out: string | undefined

/** Bundles the processes that tests start, once a run. */
export function setup(): void {
  mkdirSync(PACKAGES, { recursive: true })
  out = mkdtempSync(join(PACKAGES, 'children-'))
  execFileSync(process.execPath, [SCRIPT, out])
  process.env['OUTLAY_BUNDLED_CHILDREN'] = out
}

export function teardown(): void {
  if (out !== undefined) rmSync(out, { recursive: true, force: true })
}
