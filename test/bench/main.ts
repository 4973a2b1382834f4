import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchCollect, type CollectFigures } from './collect.ts'
import { benchImport, type ImportFigures } from './import.ts'
import { benchQuery, type QueryFigures } from './query.ts'
import { benchRules, benchRulesGrowth, type RulesFigures } from './rules.ts'
import { PAGES_HEADING, sectionOf } from './section.ts'
import { benchServe, type ServeFigures } from './serve.ts'

// Speed as ratios against bare DuckDB in the same run; written to docs/benchmarks.md with machine and date.
const QUERY_ROWS = [1_000_000, 10_000_000]
const RULE_ROWS = [1_000_000, 10_000_000]
const IMPORT_ROWS = 1_000_000
const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))

const STORE_NAMES = {
  s3: 'S3 on loopback (s3rver), by its manifest',
  blob: 'Blob Storage on loopback (Azurite), by its manifest',
}

const queries: QueryFigures[] = []
for (const rows of QUERY_ROWS) queries.push(await benchQuery(rows))
const imported = await benchImport(IMPORT_ROWS)
const collected = await benchCollect(IMPORT_ROWS)
const rules: RulesRow[] = []
const served = await benchServe(async (dataDir) => {
  rules.push({ what: 'demo', figures: await benchRules(dataDir, new Date()) })
})
for (const rows of RULE_ROWS) {
  rules.push({ what: `${millions(rows)} facts`, figures: await benchRulesGrowth(rows) })
}
const pages = sectionOf(readFileSync(PAGE, 'utf8'), PAGES_HEADING)
writeFileSync(
  PAGE,
  page({ queries, imported, collected, served, rules }) + (pages === '' ? '' : `\n${pages}`),
)
console.log(readFileSync(PAGE, 'utf8'))

interface Figures {
  readonly queries: readonly QueryFigures[]
  readonly imported: ImportFigures
  readonly collected: CollectFigures
  readonly served: ServeFigures
  readonly rules: readonly RulesRow[]
}

interface RulesRow {
  readonly what: string
  readonly figures: RulesFigures
}

function page({ queries: asked, imported: bill, collected: month, served: server, rules }: Figures): string {
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

## Collecting a month of ${millions(month.rows)} lines, ${month.fileMb.toFixed(0)} MB in four export files

| from | seconds | ratio |
|---|---|---|
| \`outlay import\` of the files from disk | ${month.importSeconds.toFixed(1)} | 1 |
${month.stores.map(({ store, seconds, ratio }) => `| ${STORE_NAMES[store]} | ${seconds.toFixed(1)} | **${ratio.toFixed(2)}** |`).join('\n')}

Limit 1.5, each into an empty data folder.

## GET /costs, 90 days by service with a team filter

| daily facts | bare query, ms | answer, ms | p95, ms | ratio |
|---|---|---|---|---|
${asked.map((each) => `| ${millions(each.rows)} | ${each.bareMs.toFixed(1)} | ${each.oursMs.toFixed(1)} | ${each.oursP95Ms.toFixed(1)} | **${each.ratio.toFixed(2)}** |`).join('\n')}

Limit 1.3 and p95 under 100 ms at 10 million. The answer adds parsing, checking and shaping, which do not grow with the
facts.

## The whole rule set

| data | daily facts | lines of 60 days | cards | seconds | slowest rules |
|---|---|---|---|---|---|
${rules.map(({ what, figures }) => `| ${what} | ${figures.facts} | ${figures.lines} | ${figures.cards} | **${figures.seconds.toFixed(1)}** | ${figures.slowest.join(', ')} |`).join('\n')}

Limit 10 s on the demo: ${rules[0]?.figures.rules ?? 0} rules with their relations, prices, conflicts, commitments applied again and totals; nothing stored.
The years of 1 and 10 million facts are synthetic, one line a day and resource, from the bill alone; the rules read the
lake of their last 60 days and, for a few questions, the facts of all history.

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
