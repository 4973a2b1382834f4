import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './root.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const MINUTE = 60_000

/** Path of a Chromium, or undefined: one on PATH, else Playwright's own, else Debian's package where we are root. */
export function ensureBrowser() {
  return found() ?? fromPlaywright() ?? fromDebian()
}

function found() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC]
  return paths.find((path) => existsSync(path))
}

function fromPlaywright() {
  process.stderr.write('No browser on PATH: asking Playwright for one…\n')
  const cli = join(root, 'test/node_modules/playwright/cli.js')
  const run = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    timeout: 3 * MINUTE,
  })
  if (run.status !== 0) return undefined
  const script = `import('playwright').then((p) => process.stdout.write(p.chromium.executablePath()))`
  const where = spawnSync(process.execPath, ['-e', script], { cwd: join(root, 'test'), encoding: 'utf8' })
  return existsSync(where.stdout) ? where.stdout : undefined
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  process.stderr.write('Installing Debian’s chromium…\n')
  const apt = (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      timeout: 5 * MINUTE,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt(['update', '-qq'])
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  return found()
}
