import { createHash } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import { providerSlug } from '@outlay/shared/provider'
import { z } from 'zod'
import { accountId } from '../../focus/account-id.ts'
import { listOf, quoted, rowsOf } from './sql.ts'
import type { Part } from './stage-group.ts'
import { BILLING_MONTH, PROVIDER_NAME } from './unit-key.ts'

/** What the reader and its mapping say of a group; the rest of a unit's key stands in its rows. */
export interface PartOrigin {
  readonly source: string
  readonly format: string
  readonly grain: string
  /** A record of the file may be several rows here. */
  readonly expands: boolean
  /** FOCUS and `x_` columns that are filled, and the bill's own that are not. */
  readonly header: readonly string[]
}

export interface OriginPart extends Part {
  readonly origin: PartOrigin
}

export interface UnitFile {
  /** File name inside the delivery's folder. */
  readonly parquet: string
  readonly parts: readonly string[]
  readonly source: string
  readonly format: string
  readonly grain: string
  readonly dataset: string
  readonly provider: string
  readonly billingAccount: string
  readonly billingPeriod: string
  readonly expands: boolean
  readonly header: readonly string[]
}

/** Gives every unit its one Parquet file: the only part becomes it, several parts are joined by column name. */
export async function joinParts(
  connection: DuckDBConnection,
  parts: readonly OriginPart[],
  out: string,
): Promise<UnitFile[]> {
  const keyed: KeyedPart[] = []
  for (const batch of batches(parts, 200)) keyed.push(...(await withKeys(connection, batch)))
  const units: UnitFile[] = []
  for (const members of groupBy(keyed, unitKey).values()) {
    const parquet = `unit-${String(units.length + 1).padStart(4, '0')}.parquet`
    await joinFiles(
      connection,
      members.flatMap(({ part }) => part.paths),
      join(out, parquet),
    )
    units.push(unitFile(parquet, members))
  }
  return units
}

interface KeyedPart {
  readonly part: OriginPart
  readonly dataset: string
  readonly provider: string
  readonly billingAccount: string
  readonly billingPeriod: string
}

const KeyRow = z.object({
  file: z.string(),
  dataset: z.string(),
  provider: z.string().nullable(),
  account: z.string(),
  period: z.string(),
})

async function withKeys(connection: DuckDBConnection, parts: readonly OriginPart[]): Promise<KeyedPart[]> {
  const firsts = new Map(parts.map((part) => [part.paths[0] ?? '', part]))
  const rows = await rowsOf(
    connection,
    KeyRow,
    `select distinct filename as file, ${PROVIDER_NAME} as provider, "BillingAccountId" as account, ${BILLING_MONTH} as period,
       __dataset as dataset
     from read_parquet(${listOf([...firsts.keys()])}, filename = true, union_by_name = true, hive_partitioning = false)`,
  )
  if (rows.length !== parts.length) throw new Error(`${parts.length} parts hold ${rows.length} units`)
  return rows.flatMap(({ file, dataset, provider, account, period }) => {
    const part = firsts.get(file)
    if (part === undefined) return []
    const slug = providerSlug(provider ?? '')
    return [
      {
        part,
        dataset,
        provider: slug,
        billingAccount: accountId(slug, account),
        billingPeriod: period,
      },
    ]
  })
}

function* batches<T>(values: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size)
}

function unitKey({ part: { origin }, dataset, provider, billingAccount, billingPeriod }: KeyedPart): string {
  const { source, format, grain } = origin
  return JSON.stringify([source, format, grain, dataset, provider, billingAccount, billingPeriod])
}

async function joinFiles(
  connection: DuckDBConnection,
  paths: readonly string[],
  target: string,
): Promise<void> {
  const [only, ...others] = paths
  if (only !== undefined && others.length === 0) {
    renameSync(only, target)
    return
  }
  await connection.run(
    `copy (select * from read_parquet(${listOf(paths)}, union_by_name = true, hive_partitioning = false))
     to ${quoted(target)} (format parquet, compression zstd)`,
  )
  for (const path of paths) rmSync(path)
}

function unitFile(parquet: string, members: readonly KeyedPart[]): UnitFile {
  const [first] = members
  if (first === undefined) throw new Error('a unit without parts')
  const { source, format, grain } = first.part.origin
  return {
    parquet,
    parts: members.map(({ part }) => part.id),
    source,
    format,
    grain,
    dataset: first.dataset,
    provider: first.provider,
    billingAccount: first.billingAccount,
    billingPeriod: first.billingPeriod,
    expands: first.part.origin.expands,
    header: [...new Set(members.flatMap(({ part }) => part.origin.header))],
  }
}

/** sha256 over the hashes of the files that touch a unit, in name order. */
export function contentHash(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  const hash = createHash('sha256')
  for (const { sha256 } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) hash.update(sha256)
  return hash.digest('hex')
}
