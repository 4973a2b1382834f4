import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PAGES_HEADING, withSection } from './section.ts'
import { startBuilt } from './start-built.ts'
import { benchPage, type PageFigures } from './web.ts'

// Lighthouse over the built app with the demo; written to docs/benchmarks.md beside the other figures.
const PATHS = ['/', '/explore', '/recommendations']
const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))

const chromium = process.env['OUTLAY_BROWSER']
if (chromium === undefined) throw new Error('No browser was found: install chromium and run this again.')
const dataDir = mkdtempSync(join(tmpdir(), 'outlay-bench-'))
try {
  const server = await startBuilt(dataDir, ['--demo'])
  await server.says(/is loaded: (\d+) lines/)
  // The rules run once; nobody measures that as the speed of a page.
  await (await fetch(`${server.url}/api/v1/recommendations?brief=1`)).text()
  const figures: PageFigures[] = []
  for (const path of PATHS) {
    for (const device of ['desktop', 'mobile'] as const) {
      figures.push(await benchPage(`${server.url}${path}`, path, device, chromium))
    }
  }
  await server.stop()
  writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), PAGES_HEADING, section(figures)))
  console.log(section(figures))
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

function section(figures: readonly PageFigures[]): string {
  const rows = figures.map(
    (each) =>
      `| ${each.path} | ${each.device} | **${each.performance}** | ${each.accessibility} | ${each.bestPractices} | ${each.lcpMs} | ${each.tbtMs} | ${each.cls} |`,
  )
  return `\`pnpm bench:web\` on ${new Date().toISOString().slice(0, 10)}: Lighthouse ${figures[0]?.lighthouse ?? ''}, median of five, the built app over its own server with the
demo. Lighthouse rates this machine with a benchmark index of ${figures[0]?.benchmarkIndex ?? 'unknown'}; a laptop has 1,000 to 2,000.

| page | device | performance | accessibility | best practices | largest paint, ms | blocking, ms | shift |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Limits: performance 95 on a desktop and 85 on a phone, accessibility 100, best practices 95.
`
}
