import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const STAMP = join(root, 'node_modules', '.outlay-installed')

/** Installs the packages of the lockfile unless they are there already. */
export function ensureInstalled() {
  refuseOldNode()
  const want = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(process.version)
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === want) return
  process.stderr.write('Installing packages…\n')
  const { command, args } = pnpm()
  const run = spawnSync(command, [...args, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (run.status !== 0) {
    process.stderr.write('The packages could not be installed: see above. Check the network and try again.\n')
    process.exit(run.status ?? 1)
  }
  writeFileSync(STAMP, want)
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  process.stderr.write(`Outlay needs Node 20.19 or newer; this is ${process.version}.\n`)
  process.exit(1)
}

/** The pnpm that runs this script, else one fetched by npx. */
function pnpm() {
  const path = process.env.npm_execpath ?? ''
  if (!/pnpm/.test(path)) return { command: 'npx', args: ['--yes', 'pnpm'] }
  return /\.[cm]?js$/.test(path) ? { command: process.execPath, args: [path] } : { command: path, args: [] }
}
