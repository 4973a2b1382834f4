import type { MlRunRow, MlRunsAnswer, RunStatus } from '@outlay/shared/ml-parts'
import { addAmounts } from '@outlay/shared/money'
import { foldTagKey } from '@outlay/shared/tag-key'
import { z } from 'zod'
import { RUN_TAGS } from '../config/ml.ts'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { machineName } from './accelerators.ts'
import { ratio } from './gpu-figures.ts'
import { gpuSql } from './gpu-sql.ts'
import { metaOf, readMlQuestion } from './question.ts'
import { RUNS } from './runs-sql.ts'

const RUNS_MAX = 1000

const EXPERIMENT_TAGS: readonly string[] = [
  'experiment',
  'experiment-name',
  'experiment_name',
  'mlflow.experiment',
  'sweep',
]

/**
 * Answers `GET /ml/runs`: the ledger of training runs. A run is what a tag of `runTags` names, else the job whose id is on
 * the bill. Its status comes from the inventory; where nobody tells it, it is unknown.
 */
export async function answerMlRuns(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
  runTags: readonly string[] = RUN_TAGS,
): Promise<MlRunsAnswer> {
  const question = await readMlQuestion(ask, params)
  const { ctes, binder } = await gpuSql(ask, question, lake)
  binder.named('run_tags', runTags.map(foldTagKey).join('\n'))
  binder.named('experiment_tags', EXPERIMENT_TAGS.map(foldTagKey).join('\n'))
  const sql = `with ${ctes},\n${RUNS}`
  const rows = await runQuery(
    ask.connection,
    { name: 'ml.runs', sql, params: Params, row: Row },
    binder.params,
  )
  const all = rows.filter(({ run }) => run !== null).map(toRun)
  return {
    runs: all.slice(0, RUNS_MAX),
    count: all.length,
    cost: addAmounts(all.map(({ cost }) => cost)),
    withoutRun: addAmounts(rows.filter(({ run }) => run === null).map(({ cost }) => cost)),
    failed: tally(all.filter(({ status }) => status === 'failed')),
    repeated: tally(all.filter(({ attempt }) => attempt > 1)),
    unknownStatus: tally(all.filter(({ status }) => status === 'unknown')),
    idleCost: addAmounts(all.map(({ idleCost }) => idleCost)),
    tagKeys: runTags,
    meta: await metaOf(ask, question, { sql, params: binder.params }),
  }
}

const Params = z.record(z.string(), z.string())
const Row = z.object({
  provider: z.string(),
  run: z.string().nullable(),
  named_by: z.string().nullable(),
  experiment: z.string().nullable(),
  resource: z.string().nullable(),
  machine_type: z.string().nullable(),
  model: z.string().nullable(),
  team: z.string().nullable(),
  first_day: z.string(),
  last_day: z.string(),
  machine_hours: z.number().nullable(),
  gpu_hours: z.number(),
  cost: Money,
  spot_cost: Money,
  idle: Money,
  useful_hours: z.number().nullable(),
  measured_hours: z.number().nullable(),
  state: z.string().nullable(),
  attempt: Count,
})

function toRun(row: z.output<typeof Row>): MlRunRow {
  const { provider, experiment, resource, model, team, cost, attempt } = row
  return {
    run: row.run ?? '',
    namedBy: row.named_by ?? 'resource',
    ...{ provider, experiment, resource, model, team, cost, attempt },
    machineType: machineName(row.machine_type),
    firstDay: row.first_day,
    lastDay: row.last_day,
    machineHours: row.machine_hours,
    gpuHours: row.gpu_hours,
    spotShare: ratio(Number(row.spot_cost), Number(cost)),
    utilisation: ratio(row.useful_hours ?? 0, row.measured_hours ?? 0),
    idleCost: row.idle,
    status: statusOf(row.state),
  }
}

const STATUSES: readonly (readonly [RegExp, RunStatus])[] = [
  [/fail|error/, 'failed'],
  [/stop|cancel|preempt/, 'stopped'],
  [/complete|succe|finish/, 'completed'],
  [/run|progress|pending|starting/, 'running'],
]

/** SageMaker: Completed, Failed, Stopped, InProgress; Vertex AI: JOB_STATE_…; Azure ML: Completed, Failed, Canceled. */
function statusOf(state: string | null): RunStatus {
  return STATUSES.find(([pattern]) => pattern.test(state ?? ''))?.[1] ?? 'unknown'
}

function tally(runs: readonly MlRunRow[]) {
  return { runs: runs.length, cost: addAmounts(runs.map(({ cost }) => cost)) }
}
