import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Count } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import type { FinishedSide, FinishedUnit } from './finish.ts'
import { REJECT_TABLE } from './rejects.ts'
import { quoted, rowsOf } from './sql.ts'
import type { StageContext } from './stage-delivery.ts'

/**
 * Gives every rejected row to its unit, writes `rejects.jsonl`, and proves that no row is missing: of each file, rows in
 * (counted by our own lexer or by the Parquet footer) are rows kept (counted in what was written) plus rows rejected.
 */
export async function settleRejects(
  context: StageContext,
  units: readonly FinishedUnit[],
  sides: readonly FinishedSide[],
): Promise<void> {
  const { connection, request } = context
  const targets = [
    ...units.map(({ unit, parts, files }) => ({ target: unit, parts, files })),
    ...sides.map(({ side, parts, files }) => ({ target: side, parts, files })),
  ]
  await connection.run('create temp table part_of (part varchar, parquet varchar)')
  for (const { target, parts } of targets) await addParts(context, parts, target.parquet)
  await connection.run('create temp table only_unit (file integer, parquet varchar)')
  await addOnlyUnits(context, targets)
  await connection.run(RESOLVE)
  const rejected = await rowsOf(connection, RejectCount, COUNTS)
  for (const { target } of targets) {
    const own = rejected.filter(({ parquet }) => parquet === target.parquet)
    target.rowsRejected = own.reduce((sum, { rows }) => sum + rows, 0)
    target.rowsIn = target.rowsKept + target.rowsRejected
  }
  settleFiles(context, targets, rejected)
  await writeRejects(context, join(request.out, 'rejects.jsonl'), rejected.length)
}

interface Target {
  readonly target: {
    readonly parquet: string
    rowsIn: number
    readonly rowsKept: number
    rowsRejected: number
  }
  readonly parts: readonly string[]
  readonly files: ReadonlyMap<number, number>
}

async function addParts(
  { connection }: StageContext,
  parts: readonly string[],
  parquet: string,
): Promise<void> {
  const values = parts.map((part) => `(${quoted(part)}, ${quoted(parquet)})`)
  await connection.run(`insert into part_of values ${values.join(', ')}`)
}

/** A record that could not be cut into fields has no account; where its file holds one unit only, it is of that unit. */
async function addOnlyUnits({ connection, files }: StageContext, targets: readonly Target[]): Promise<void> {
  const values = files.flatMap((_, index) => {
    const holding = targets.filter((target) => target.files.has(index))
    const [only] = holding
    return only !== undefined && holding.length === 1 ? [`(${index}, ${quoted(only.target.parquet)})`] : []
  })
  if (values.length > 0) await connection.run(`insert into only_unit values ${values.join(', ')}`)
}

const RESOLVE = `
  create temp table resolved_reject as
  select coalesce(part_of.parquet, only_unit.parquet) as parquet, reject.file, row_number, reason, line
  from ${REJECT_TABLE} as reject
  left join part_of on part_of.part = reject.part
  left join only_unit on only_unit.file = reject.file`

const RejectCount = z.object({ file: Count, parquet: z.string().nullable(), rows: Count })
const COUNTS = `
  select file, parquet, count(*) as rows
  from resolved_reject
  group by all`

function settleFiles(
  { files }: StageContext,
  targets: readonly Target[],
  rejected: readonly z.output<typeof RejectCount>[],
): void {
  for (const [index, file] of files.entries()) {
    file.rowsRejected = rejected.filter((row) => row.file === index).reduce((sum, { rows }) => sum + rows, 0)
    const kept = targets.reduce((sum, target) => sum + (target.files.get(index) ?? 0), 0)
    if (file.error !== null) continue
    file.rowsKept = kept
    if (file.rowsIn === kept + file.rowsRejected) continue
    throw new AppError(
      'BAD_DATA',
      `${file.name}: ${file.rowsIn} rows were read, but ${kept} kept and ${file.rowsRejected} rejected; nothing is imported. Please report this file.`,
    )
  }
}

async function writeRejects(context: StageContext, path: string, any: number): Promise<void> {
  if (any === 0) {
    writeFileSync(path, '')
    return
  }
  const { connection, files } = context
  await connection.run('create temp table file_name (file integer, name varchar)')
  const names = files.map(({ name }, index) => `(${index}, ${quoted(name)})`)
  await connection.run(`insert into file_name values ${names.join(', ')}`)
  await connection.run(`
    copy (
      select parquet as unit, file_name.name as file, row_number as "row", reason, line
      from resolved_reject join file_name using (file)
      order by resolved_reject.file, row_number
    ) to ${quoted(path)} (format json)`)
}
