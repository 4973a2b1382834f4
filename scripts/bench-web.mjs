import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBrowser } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/root.mjs'

ensureInstalled()
await ensureBuilt()
const browser = ensureBrowser()
const run = spawnSync(process.execPath, ['--import', 'tsx', '../test/bench/web-main.ts'], {
  cwd: join(root, 'server'),
  stdio: 'inherit',
  env: { ...process.env, ...(browser === undefined ? {} : { OUTLAY_BROWSER: browser }) },
})
process.exit(run.status ?? 1)
