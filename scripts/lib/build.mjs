import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { root } from './root.mjs'

/** What each half of the build is made from; a change in none of it means nothing to build. */
const PARTS = {
  server: {
    sources: [
      'server/src',
      'shared/src',
      'data',
      'server/package.json',
      'pnpm-lock.yaml',
      'scripts/lib/build.mjs',
    ],
    out: 'server/dist',
    run: buildServer,
  },
  web: {
    sources: [
      'web/src',
      'web/public',
      'web/index.html',
      'web/vite.config.ts',
      'web/page-files.ts',
      'web/package.json',
      'shared/src',
      'docs/match-your-console.md',
      'docs/operations.md',
      'pnpm-lock.yaml',
      'scripts/lib/build.mjs',
    ],
    out: 'web/dist',
    run: buildWeb,
  },
}

/** Builds what changed since the last build, by a hash over the sources. */
export async function ensureBuilt(names = Object.keys(PARTS)) {
  for (const name of names) {
    const part = PARTS[name]
    const stamp = join(root, part.out, '.source-hash')
    const want = hash(part.sources)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) continue
    process.stderr.write(`Building the ${name}…\n`)
    rmSync(join(root, part.out), { recursive: true, force: true })
    await part.run()
    writeFileSync(stamp, want)
  }
}

async function buildServer() {
  const esbuild = await import('esbuild')
  const { dependencies } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'))
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'server/src/cli.ts',
      'stage-child': 'server/src/ingest/stage-child.ts',
      demo: 'data/demo/main.ts',
    },
    outdir: 'server/dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@outlay/')),
  })
}

async function buildWeb() {
  const run = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    stdio: ['ignore', 2, 2],
  })
  if (run.status !== 0) throw new Error('the web app could not be built: see above')
  await compressBelow(join(root, PARTS.web.out))
}

/** Writes what the server sends to browsers that take it: each file once more with `.br` and with `.gz`. */
async function compressBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(js|css|html|svg)$/.test(entry.name))
  await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, { params }))
      writeFileSync(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
    }),
  )
}

function hash(sources) {
  const digest = createHash('sha256')
  for (const path of sources.flatMap((source) => filesBelow(source))) {
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
  }
  return digest.digest('hex')
}

function filesBelow(path) {
  const entries = readDir(join(root, path))
  if (entries === undefined) return existsSync(join(root, path)) ? [path] : []
  return entries
    .filter((entry) => !['node_modules', 'dist'].includes(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => `${path}/${entry.name}`)
    .toSorted()
    .flatMap(filesBelow)
}

function readDir(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return undefined
  }
}
