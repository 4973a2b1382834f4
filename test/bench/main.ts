import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchImport, type ImportFigures } from './import.ts'
import { benchQuery, type QueryFigures } from './query.ts'
import { benchServe, type ServeFigures } from './serve.ts'

// Speed as ratios against bare DuckDB in the same run; written to docs/benchmarks.md with machine and date.
const QUERY_ROWS = [1_000_000, 10_000_000]
const IMPORT_ROWS = 1_000_000
const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))

const queries: QueryFigures[] = []
for (const rows of QUERY_ROWS) queries.push(await benchQuery(rows))
const imported = await benchImport(IMPORT_ROWS)
const served = await benchServe()
writeFileSync(PAGE, page(queries, imported, served))
console.log(readFileSync(PAGE, 'utf8'))

function page(asked: readonly QueryFigures[], bill: ImportFigures, server: ServeFigures): string {
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`
  return `# Benchmarks

\`pnpm bench\` on ${day}: ${machine}. Medians of interleaved runs; compare ratios, not seconds of other machines.

## Import of ${millions(bill.rows)} FOCUS lines, csv.gz of ${bill.fileMb.toFixed(0)} MB, 47 columns

| what | seconds |
|---|---|
| bare DuckDB: csv.gz → zstd Parquet and daily facts | ${bill.bareSeconds.toFixed(1)} |
| Outlay: verify, parse, map, type, check, Parquet, figures | ${bill.stageSeconds.toFixed(1)} |
| Outlay: ledger, lake, ${bill.facts} daily facts, checkpoint | ${bill.applySeconds.toFixed(1)} |

Ratio **${bill.ratio.toFixed(2)}** (limit 2). Server and child together at most **${bill.peakMb?.toFixed(0) ?? 'unknown'} MB** resident (limit 1,200).

## GET /costs, 90 days by service with a team filter

| daily facts | bare query, ms | answer, ms | p95, ms | ratio |
|---|---|---|---|---|
${asked.map((each) => `| ${millions(each.rows)} | ${each.bareMs.toFixed(1)} | ${each.oursMs.toFixed(1)} | ${each.oursP95Ms.toFixed(1)} | **${each.ratio.toFixed(2)}** |`).join('\n')}

Limit 1.3 and p95 under 100 ms at 10 million. The answer adds parsing, checking and shaping, which do not grow with the
facts.

## The server

| what | measured | limit |
|---|---|---|
| demo made and loaded from nothing, ${server.demoLines} lines | ${server.demoSeconds.toFixed(0)} s | 60 s |
| process start to first overview on a loaded folder | ${server.firstAnswerSeconds.toFixed(2)} s | 2 s |
| idle with the demo loaded, resident | ${server.idleMb?.toFixed(0) ?? 'unknown'} MB | 300 MB |
`
}

function millions(rows: number): string {
  return `${rows / 1_000_000} million`
}
