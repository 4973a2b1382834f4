import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { loadConfig } from '@outlay/server/config'
import { openDb } from '@outlay/server/db/open'
import { createPipeline, stageFiles } from '@outlay/server/ingest/pipeline'
import { readDataState } from '@outlay/server/queries/data-state'
import type { CountedCard } from '@outlay/server/rules/portfolio/count'
import { runRules } from '@outlay/server/rules/run-rules'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { referenceBill, tempFolder } from './temp-folder.ts'

/**
 * Public bills of all clouds and formats. Three more of them cannot be imported: `aws/test_cur.csv`,
 * `azure/headersets/BOM.csv` and `azure/headersets/VirtualMachine.csv`.
 */
const FILES = [
  'focus-sample/focus_1_0_aws_942.csv',
  'synthetic/focus_1_2_aws.csv.gz',
  'synthetic/focus_1_2_azure.csv.gz',
  'synthetic/focus_1_2_gcp.csv.gz',
  'aws/cur_legacy_640.csv',
  'aws/2023-06-01.csv',
  'aws/2023-06-01-not-final.csv',
  'aws/2022-07-01-alt-columns.csv',
  'azure/azure_ea_sample-anonymous.csv',
  'azure/azure_version_2.csv',
  'azure/camel_azure_version_2.csv',
  'azure/azure_camelCased.csv',
  'azure/costreport_a243c6f2-199f-4074-9a2c-40e671cf1584.csv',
  'azure/headersets/Enterprise.csv',
  'azure/headersets/EnterpriseCamel.csv',
  'azure/headersets/PayAsYouGo.csv',
  'azure/headersets/YA.csv',
]
const IMPORTED = new Date('2026-11-23T12:00:00Z')
/** Rounded for display; a factor of a price has no more digits. */
const ROUNDING = 0.01

const paths = FILES.flatMap((file) => referenceBill(file) ?? [])
const absent = paths.length < FILES.length
const skipped = absent ? ' (skipped: the reference data in ../shared/data/focus is absent)' : ''

test.skipIf(absent)(
  `on public bills no rule fails or claims without evidence in a file${skipped}`,
  async () => {
    const { run, accounts, connection } = await rulesOn(paths)
    const texts = paths.map((path) => contentOf(path).toLowerCase())

    expect(accounts).toBeGreaterThanOrEqual(15)
    expect(
      run.reports.filter(({ error }) => error !== null).map(({ rule, error }) => [rule.id, error]),
    ).toEqual([])
    expect(run.reports.flatMap(({ silences }) => silences).length).toBeGreaterThan(1000)
    expect(run.cards.length).toBeGreaterThan(10)
    for (const card of run.cards) {
      const what = `${card.rule.id} ${card.candidate.provider}: ${card.finding.title}`
      expect(isNamedIn(texts, card), what).toBe(true)
      expect(faultsOf(card), what).toEqual([])
      expect(await linesOf(connection, card), what).toBeGreaterThan(0)
    }
  },
)

/** All files in one folder, and all rules on the last complete day of each billing account, however old. */
async function rulesOn(files: readonly string[]) {
  const root = tempFolder()
  const db = await openDb(root)
  const clock = () => IMPORTED
  const staged = await stageFiles(root, {
    files: [...files],
    format: null,
    kind: 'costs',
    source: null,
    clock,
  })
  await createPipeline(db, loadConfig({ env: {}, cwd: root }), clock).applyStaged(staged.id, {})
  const connection = await db.connect()
  onTestFinished(async () => {
    connection.closeSync()
    await db.close()
  })
  const state = await readDataState(connection, IMPORTED)
  const run = await runRules(connection, {
    // without an overall day no account is too old to be looked at
    state: { ...state, dataThrough: null },
    lake: db.paths.lake,
    settings: () => ({}),
    excluded: () => false,
    seed: 1,
  })
  return { run, accounts: state.accounts.length, connection }
}

function contentOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** One file names all that the card names. */
function isNamedIn(texts: readonly string[], { candidate }: CountedCard): boolean {
  const { billing_account, sub_account, currency, resource_ids } = candidate
  const named = [billing_account, currency, ...resource_ids, ...(sub_account === null ? [] : [sub_account])]
  return texts.some((text) => named.every((name) => text.includes(name.toLowerCase())))
}

function faultsOf({ rule, candidate, finding, savings, counted }: CountedCard): string[] {
  const { low, expected, high } = finding.savings
  const cost = Number(candidate.monthly_cost)
  const checks: readonly (readonly [string, boolean])[] = [
    ['the interval is in order', low <= expected && expected <= high],
    ['it saves no more than it costs', high <= cost + ROUNDING],
    ['it counts no more than it saves', counted.expected <= savings.expected + ROUNDING],
    ['a saving names its factors', rule.stage === 'note' || finding.factors.length > 0],
    ['every factor has a source', finding.factors.every(({ source }) => source.trim() !== '')],
    ['every number is one', [low, expected, high, cost, finding.oneOff].every(Number.isFinite)],
  ]
  return checks.flatMap(([what, holds]) => (holds ? [] : [what]))
}

/** Lines of the bill that the card is about: those of its resources, else of its service. */
async function linesOf(connection: DuckDBConnection, { candidate }: CountedCard): Promise<number> {
  const { provider, billing_account, sub_account, service, resource_ids } = candidate
  const reader = await connection.runAndReadAll(
    `select count(*)::integer as lines from cost_fact
     where provider = $provider and billing_account = $billing_account
       and ($sub_account is null or sub_account = $sub_account)
       and case when $resources = '' then $service is null or service = $service
         else list_contains(string_split($resources, chr(10)), resource) end`,
    { provider, billing_account, sub_account, service, resources: resource_ids.join('\n') },
  )
  return z.tuple([z.object({ lines: z.number() })]).parse(reader.getRowObjectsJson())[0].lines
}
