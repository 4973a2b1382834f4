import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { Count } from '../../db/query.ts'
import type { StagedFinding } from '../../ingest/staged.ts'
import { focusVersion } from '../readers/support/focus-version.ts'
import { conformanceRules } from './registry.ts'
import type { AggregateRule, ConformanceRule, HeaderRule, RowRule } from './rule.ts'
import { hasBit, PLACE, ROWS_A_FILE, shapeQuery } from './shape.ts'

export interface ConformanceInput {
  /**
   * What stands behind FROM: a table, a view or a `read_parquet(…)`. It has every column of FOCUS_COLUMNS in its type,
   * `__file` (integer index) and `__row` (1-based).
   */
  readonly relation: string
  /**
   * Column names, in any case. Of a FOCUS bill: those that its mapping fills, and its own that were ignored. Of a native
   * bill: those that its mapping fills.
   */
  readonly header: readonly string[]
  /** Names of the files by their `__file`. */
  readonly files: readonly string[]
  /** Default: every registered rule. */
  readonly rules?: readonly ConformanceRule[]
}

/**
 * Rules that the bill breaks, in registry order, each with one violating row. Rules on columns that the bill does not
 * have, or of another FOCUS version, are skipped. Reads the bill once for all row rules and once for each aggregate.
 */
export async function runConformance(
  connection: DuckDBConnection,
  input: ConformanceInput,
): Promise<StagedFinding[]> {
  const rules = applicable(input.rules ?? conformanceRules, input.header)
  const found = new Map<string, StagedFinding>()
  for (const rule of rules) if (rule.kind === 'header') keep(found, checkHeader(rule, input))
  const rows = rules.filter((rule) => rule.kind === 'row')
  for (const finding of await checkRows(connection, rows, input)) keep(found, finding)
  for (const rule of rules) {
    if (rule.kind === 'aggregate') keep(found, await checkAggregate(connection, rule, input))
  }
  return rules.flatMap((rule) => found.get(rule.id) ?? [])
}

function keep(found: Map<string, StagedFinding>, finding: StagedFinding | null): void {
  if (finding) found.set(finding.rule, finding)
}

function applicable(rules: readonly ConformanceRule[], header: readonly string[]): ConformanceRule[] {
  const names = new Set(header.map((name) => name.toLowerCase()))
  const version = focusVersion(header)
  return rules.filter((rule) => {
    if (rule.versions && !rule.versions.includes(version)) return false
    const present = rule.columns.filter((column) => names.has(column.toLowerCase()))
    const missing = rule.columns.filter((column) => !names.has(column.toLowerCase()))
    if (rule.columns.length > 0 && present.length === 0) return false
    return missing.every((column) => rule.mayLack?.includes(column))
  })
}

/** Row 0 of the first file is the header; the columns at fault stand as keys of the example. */
function checkHeader(rule: HeaderRule, input: ConformanceInput): StagedFinding | null {
  const columns = rule.check(input.header)
  if (columns.length === 0) return null
  const values = Object.fromEntries(columns.map((column) => [column, null]))
  return {
    rule: rule.id,
    violations: columns.length,
    example: { file: input.files[0] ?? '', row: 0, values },
  }
}

async function checkRows(
  connection: DuckDBConnection,
  rules: readonly RowRule[],
  input: ConformanceInput,
): Promise<StagedFinding[]> {
  if (rules.length === 0) return []
  const reader = await connection.runAndReadAll(shapeQuery(rules, input.relation))
  const groups = z.array(Group).parse(reader.getRowsJson())
  const findings: StagedFinding[] = []
  for (const [index, rule] of rules.entries()) {
    const broken = groups.filter(({ masks }) => hasBit(masks, index))
    if (broken.length === 0) continue
    const violations = broken.reduce((sum, { lines }) => sum + lines, 0)
    const place = broken.reduce((first, group) => Math.min(first, group.place), Number.MAX_SAFE_INTEGER)
    findings.push({ rule: rule.id, violations, example: await readExample(connection, rule, place, input) })
  }
  return findings
}

const Group = z.array(z.coerce.bigint()).transform((row) => ({
  masks: row.slice(0, -2),
  lines: Number(row.at(-2)),
  place: Number(row.at(-1)),
}))

/** Characters of a value that an example keeps. */
const SHOWN_MAX = 200

async function readExample(
  connection: DuckDBConnection,
  rule: RowRule | AggregateRule,
  place: number,
  input: ConformanceInput,
): Promise<StagedFinding['example']> {
  const file = Math.floor(place / ROWS_A_FILE)
  const row = place % ROWS_A_FILE
  const violation = rule.kind === 'row' ? rule.violation : rule.where
  const columns = rule.columns
    .map((column) => `left(cast(${column} as varchar), ${SHOWN_MAX}) as ${column}`)
    .join(', ')
  const reader = await connection.runAndReadAll(
    `select ${columns} from ${input.relation}
     where __file = $file and __row = $row and (${violation}) limit 1`,
    { file, row },
  )
  const values = ExampleValues.parse(reader.getRowObjectsJson()[0] ?? {})
  return { file: input.files[file] ?? '', row, values }
}

const ExampleValues = z.record(z.string(), z.string().nullable())

async function checkAggregate(
  connection: DuckDBConnection,
  rule: AggregateRule,
  input: ConformanceInput,
): Promise<StagedFinding | null> {
  const evidence = Object.entries(rule.evidence)
  const shown = evidence.map(([, sql], index) => `, ${sql} as seen${index}`).join('')
  const first = evidence.map((_, index) => `, arg_min(seen${index}, place)`).join('')
  const reader = await connection.runAndReadAll(
    `select count(*), min(place)${first} from (
       select min(${PLACE}) as place${shown} from ${input.relation}
       where ${rule.where} group by ${rule.groupBy.join(', ')} having ${rule.having}
     ) as violating`,
  )
  const [violations, place, ...seen] = AggregateRow.parse(reader.getRowsJson()[0])
  if (violations === 0 || place === null) return null
  const example = await readExample(connection, rule, place, input)
  const values = Object.fromEntries(evidence.map(([name], index) => [name, seen[index] ?? null]))
  return {
    rule: rule.id,
    violations,
    example: example && { ...example, values: { ...example.values, ...values } },
  }
}

const AggregateRow = z.tuple([Count, Count.nullable()]).rest(z.string().nullable())
