// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly isEntry?: boolean
}

const root = fileURLToPath(new URL('..', import.meta.url))
const outDir = mkdtempSync(join(tmpdir(), 'outlay-web-'))
let manifest: Readonly<Record<string, Chunk>> = {}

beforeAll(async () => {
  // Vitest sets it to `test`, which would measure React's development build.
  vi.stubEnv('NODE_ENV', 'production')
  await build({ root, mode: 'production', logLevel: 'error', build: { outDir, emptyOutDir: true } })
  vi.unstubAllEnvs()
  manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8'))
}, 120_000)

afterAll(() => rmSync(outDir, { recursive: true, force: true }))

test('the Overview loads at most 130 kB of JavaScript before it can be used', () => {
  const files = staticFiles('index.html')
  const bytes = files.reduce((sum, file) => sum + zippedBytes(file), 0)

  expect(bytes, `${(bytes / 1000).toFixed(1)} kB in ${files.join(', ')}`).toBeLessThanOrEqual(130_000)
})

test.each(['recharts', 'cmdk', 'explorer-page', 'sources-page', 'resource-page', 'recommendations-page'])(
  '%s is not in the entry',
  (name) => {
    const code = staticFiles('index.html').map((file) => readFileSync(join(outDir, file), 'utf8'))

    expect(staticFiles('index.html').filter((file) => file.includes(name))).toEqual([])
    expect(code.filter((text) => text.includes(MARKS[name] ?? name))).toEqual([])
  },
)

test.each([
  { part: 'rich-chart.tsx', limit: 125_000 },
  { part: 'palette.tsx', limit: 20_000 },
  { part: 'explorer-page.tsx', limit: 30_000 },
  { part: 'sources-page.tsx', limit: 30_000 },
  { part: 'recommendations-page.tsx', limit: 30_000 },
  { part: 'overview-savings.tsx', limit: 5_000 },
])('$part stays a chunk of at most $limit bytes', ({ part, limit }) => {
  const key = Object.keys(manifest).find((name) => name.endsWith(part)) ?? ''

  expect(zippedBytes(manifest[key]?.file ?? '')).toBeLessThanOrEqual(limit)
})

test('the file of a page asks for all that the page needs before any of it has run', () => {
  const html = readFileSync(join(outDir, 'explore.html'), 'utf8')
  const key = Object.keys(manifest).find((name) => name.endsWith('explorer-page.tsx')) ?? ''
  const asked = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file)

  expect(asked).toEqual(expect.arrayContaining([...staticFiles('index.html'), ...staticFiles(key)]))
  expect(new Set(asked).size).toBe(asked.length)
})

test('no file asks another origin for anything, and nothing is inlined as data', () => {
  const html = readFileSync(join(outDir, 'index.html'), 'utf8')

  expect(html.match(/(src|href)="(?!\/)[^"]*"/g)).toBeNull()
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
})

/** Text that only the library itself contains. */
const MARKS: Readonly<Record<string, string>> = {
  recharts: 'recharts-wrapper',
  cmdk: 'cmdk-input',
  'explorer-page': 'filter-picker',
  'sources-page': 'upload-result',
  'resource-page': 'facts-head',
  'recommendations-page': 'headline-basis',
}

/** The script of a page and all that it imports before it runs. */
function staticFiles(entry: string, seen = new Set<string>()): readonly string[] {
  const chunk = manifest[entry]
  if (chunk === undefined || seen.has(entry)) return []
  seen.add(entry)
  return [chunk.file, ...(chunk.imports ?? []).flatMap((name) => staticFiles(name, seen))]
}

function zippedBytes(file: string): number {
  return gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length
}
