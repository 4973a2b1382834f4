import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'

ensureInstalled()
await ensureBuilt()
process.argv.splice(2, 0, 'serve', '--demo-when-empty')
await import('../server/dist/cli.js')
