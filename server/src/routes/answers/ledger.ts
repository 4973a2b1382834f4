import type {
  ConformanceFinding,
  ImportRecord,
  MetaAnswer,
  Restatement,
  SourceState,
} from '@outlay/shared/api'
import { z } from 'zod'
import type { ImportsAnswer } from '../../queries/imports.ts'
import type { RestatementsAnswer } from '../../queries/restatements.ts'
import { Amount, Day, Instant } from './common.ts'

export const SourceShape = z.strictObject({
  id: z.string(),
  provider: z.string(),
  billingAccount: z.string(),
  billingAccountName: z.string().nullable(),
  grain: z.string(),
  state: z.enum(['ok', 'late', 'failed', 'held', 'importing']),
  dataFrom: Day.nullable(),
  dataThrough: Day.nullable(),
  lastImportAt: Instant.nullable(),
  rows: z.int(),
  message: z.string().nullable(),
}) satisfies z.ZodType<SourceState>

export const MetaShape = z.strictObject({
  version: z.string(),
  demo: z.boolean(),
  dataVersion: z.string(),
  currencies: z.array(z.string()).describe('Largest first'),
  dataFrom: Day.nullable(),
  dataThrough: Day.nullable(),
  partialFrom: Day.nullable(),
  reportCurrencies: z.array(z.string()).exactOptional().describe('What costs can be converted into'),
  reportCurrency: z.string().nullable().exactOptional().describe('Of the configuration'),
  promotedTags: z.array(z.string()),
  tagKeys: z.array(z.string()),
  teams: z.array(z.string()),
  sources: z.array(SourceShape),
  today: Day,
}) satisfies z.ZodType<MetaAnswer>

const Totals = z.strictObject({
  currency: z.string(),
  rows: z.int(),
  billed: Amount.nullable(),
  effective: Amount.nullable(),
  contracted: Amount.nullable(),
  list: Amount.nullable(),
})

const Finding = z.strictObject({
  rule: z.string(),
  title: z.string(),
  level: z.enum(['error', 'warning']),
  violations: z.int(),
  example: z
    .strictObject({ file: z.string(), row: z.int(), values: z.record(z.string(), z.string().nullable()) })
    .nullable(),
}) satisfies z.ZodType<ConformanceFinding>

const Reject = z.strictObject({ file: z.string(), row: z.int(), reason: z.string(), line: z.string() })

export const ImportShape = z.strictObject({
  id: z.string(),
  delivery: z.string(),
  source: z.string(),
  kind: z.string(),
  format: z.string(),
  grain: z.string(),
  provider: z.string().nullable(),
  billingAccount: z.string().nullable(),
  billingPeriod: z.string().nullable(),
  state: z.enum(['counted', 'side', 'held', 'superseded', 'unchanged', 'failed']),
  files: z.array(z.string()),
  rowsIn: z.int(),
  rowsKept: z.int(),
  rowsRejected: z.int(),
  totals: z.array(Totals),
  replaces: z.string().nullable(),
  message: z.string().nullable(),
  createdAt: Instant,
  conformance: z.array(Finding).exactOptional(),
  rejects: z.array(Reject).exactOptional(),
}) satisfies z.ZodType<ImportRecord>

export const ImportsShape = z.strictObject({ data: z.array(ImportShape) }) satisfies z.ZodType<ImportsAnswer>

const RestatementShape = z.strictObject({
  importId: z.string(),
  replaces: z.string(),
  createdAt: Instant,
  provider: z.string(),
  billingAccount: z.string(),
  billingPeriod: z.string(),
  day: Day,
  service: z.string().nullable(),
  currency: z.string(),
  billedBefore: Amount,
  billedAfter: Amount,
  effectiveBefore: Amount,
  effectiveAfter: Amount,
  phase: z.enum(['arrival', 'restatement']),
}) satisfies z.ZodType<Restatement>

export const RestatementsShape = z.strictObject({
  data: z.array(RestatementShape),
  meta: z.strictObject({ since: Day, truncated: z.boolean() }),
}) satisfies z.ZodType<RestatementsAnswer>
