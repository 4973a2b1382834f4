import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/root.mjs'

ensureInstalled()
await ensureBuilt()
const run = spawnSync(
  process.execPath,
  ['--import', 'tsx', '../test/bench/main.ts', ...process.argv.slice(2)],
  {
    cwd: join(root, 'server'),
    stdio: 'inherit',
  },
)
process.exit(run.status ?? 1)
