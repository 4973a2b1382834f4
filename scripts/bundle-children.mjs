import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './lib/root.mjs'

// Bundles what tests start as processes, so that none of them waits for TypeScript to be read file by file.
const [out] = process.argv.slice(2)
const { dependencies } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'))
await build({
  absWorkingDir: root,
  entryPoints: {
    'stage-child': 'server/src/ingest/stage-child.ts',
    'kill-child': 'test/kill/child.ts',
    'operations-child': 'test/kill/operations-child.ts',
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
  external: Object.keys(dependencies).filter((name) => !name.startsWith('@outlay/')),
})
