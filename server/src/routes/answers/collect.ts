import type {
  CollectProgress,
  CollectRun,
  CollectState,
  SourceDay,
  SourcesAnswer,
  SourceWithDays,
} from '@outlay/shared/collect'
import { z } from 'zod'
import { RunRecord } from '../../schedule/run-record.ts'
import { Amount, Day, Instant } from './common.ts'
import { SourceShape } from './ledger.ts'

const Trigger = z.enum(['schedule', 'catch-up', 'person'])

const Progress = z.strictObject({
  id: z.string(),
  trigger: Trigger,
  startedAt: Instant,
  part: z.string(),
  title: z.string(),
  window: z.string(),
  stage: z.enum(['reading', 'staging', 'applying']),
  pages: z.int().describe('Of the window being read'),
  rows: z.int().describe('Of the run so far'),
  billed: z.record(z.string(), Amount),
  windowsDone: z.int(),
  windowsOf: z.int(),
  etaSeconds: z.int().nullable(),
  text: z.string().nullable(),
}) satisfies z.ZodType<CollectProgress>

const State = z.strictObject({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  schedule: z.string().nullable().describe('Cron expression in UTC; null: by hand only'),
  nextRunAt: Instant.nullable(),
  running: Progress.nullable(),
  runs: z.array(RunRecord satisfies z.ZodType<CollectRun>).describe('Newest first'),
}) satisfies z.ZodType<CollectState>

const StripDay = z.strictObject({
  day: Day,
  state: z
    .enum(['settled', 'arriving', 'restated', 'partial', 'missing'])
    .describe(
      'settled: old enough and moves no more; arriving: not old enough, or the last delivery still moved it by 0.5 %; restated: moved after it was old enough; partial: lacks a part that another source bills, or one of two data sets; missing: old enough and without a line',
    ),
  grain: z.string().nullable().describe('The grain that counts for the account on that day'),
  countedBy: z.array(z.string()).describe('The sources that count on that day'),
}) satisfies z.ZodType<SourceDay>

const Source = SourceShape.extend({
  strip: z
    .array(StripDay)
    .describe('The last 60 days, oldest first; days before the first of the source are left out'),
  partialMonths: z.array(z.string()).describe('Months of the strip that the source covers in part'),
}) satisfies z.ZodType<SourceWithDays>

export const SourcesShape = z.strictObject({
  data: z.array(Source),
  collecting: z.array(State).describe('Configured sources: schedule, progress, history of runs'),
}) satisfies z.ZodType<SourcesAnswer>

export const JobShape = z.strictObject({
  job: z.string(),
  done: z.boolean(),
  states: z.array(State),
  summary: z.unknown().describe('What `outlay collect --json` prints, once the job is done'),
})
