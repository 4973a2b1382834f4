import { z } from 'zod'

/**
 * What the staging child leaves in `<data>/staging/<delivery id>/`: `manifest.json`, written last, beside one Parquet
 * file a unit and `rejects.jsonl`. The server reads nothing that the child did not write.
 */
const Amount = z.string()

export const StagedTotals = z.strictObject({
  currency: z.string(),
  rows: z.int(),
  billed: Amount.nullable(),
  effective: Amount.nullable(),
  contracted: Amount.nullable(),
  list: Amount.nullable(),
})
export type StagedTotals = z.infer<typeof StagedTotals>

export const StagedFinding = z.strictObject({
  rule: z.string(),
  violations: z.int(),
  example: z
    .strictObject({ file: z.string(), row: z.int(), values: z.record(z.string(), z.string().nullable()) })
    .nullable(),
})
export type StagedFinding = z.infer<typeof StagedFinding>

export const StagedFile = z.strictObject({
  name: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  format: z.string().nullable(),
  rowsIn: z.int(),
  rowsKept: z.int(),
  rowsRejected: z.int(),
  ignoredColumns: z.array(z.string()),
  /** Set when the file could not be read at all; the units that it touches fail, the others land. */
  error: z.string().nullable(),
})
export type StagedFile = z.infer<typeof StagedFile>

/** One (source, grain, dataset, billing account, billing period) of cost lines. */
export const StagedUnit = z.strictObject({
  /** File name inside the delivery's folder. */
  parquet: z.string(),
  source: z.string(),
  format: z.string(),
  grain: z.string(),
  dataset: z.string(),
  provider: z.string(),
  billingAccount: z.string(),
  billingAccountName: z.string().nullable(),
  /** `YYYY-MM` */
  billingPeriod: z.string(),
  files: z.array(z.string()),
  rowsIn: z.int(),
  rowsKept: z.int(),
  rowsRejected: z.int(),
  /** Values with more than 14 decimals, rounded half away from zero. */
  valuesRounded: z.int(),
  /** sha256 over the hashes of the files that touch the unit, in name order: the same bytes again change nothing. */
  contentHash: z.string(),
  totals: z.array(StagedTotals),
  days: z.array(
    z.strictObject({
      day: z.string(),
      currency: z.string(),
      rows: z.int(),
      billed: Amount,
      effective: Amount,
    }),
  ),
  subAccounts: z.array(z.string()),
  findings: z.array(StagedFinding),
})
export type StagedUnit = z.infer<typeof StagedUnit>

export const SIDE_KINDS = [
  'metrics',
  'inventory',
  'invoices',
  'units',
  'rates',
  'accounts',
  'prices',
  'findings',
  'groupings',
  'forecasts',
  'commitments',
] as const
export type SideKind = (typeof SIDE_KINDS)[number]

/** Rows of one side table. */
export const StagedSide = z.strictObject({
  kind: z.enum(SIDE_KINDS),
  parquet: z.string(),
  source: z.string(),
  /** What of the source it tells whole, so that it replaces the older telling of it; empty for files of a person. */
  slice: z.string().default(''),
  files: z.array(z.string()),
  rowsIn: z.int(),
  rowsKept: z.int(),
  rowsRejected: z.int(),
  contentHash: z.string(),
})
export type StagedSide = z.infer<typeof StagedSide>

export const StagedDelivery = z.strictObject({
  id: z.string(),
  createdAt: z.string(),
  files: z.array(StagedFile),
  units: z.array(StagedUnit),
  sides: z.array(StagedSide),
})
export type StagedDelivery = z.infer<typeof StagedDelivery>

/** Options of `outlay import` that staging needs; the rest belong to the transaction that applies it. */
export const StageRequest = z.strictObject({
  id: z.string(),
  /** Absolute paths, already expanded and sorted. */
  files: z.array(z.string()),
  /** Folder to write to, which exists and is empty. */
  out: z.string(),
  format: z.string().nullable(),
  kind: z.enum(['costs', ...SIDE_KINDS]),
  source: z.string().nullable(),
  slice: z.string().default(''),
  createdAt: z.string(),
  memoryLimitMb: z.int().default(700),
})
export type StageRequest = z.infer<typeof StageRequest>
