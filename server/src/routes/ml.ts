import { answerMlCompare, MlCompareParams } from '../ml/compare.ts'
import { answerMlEndpoints } from '../ml/endpoints.ts'
import { answerMlGpu } from '../ml/gpu.ts'
import { MlParams } from '../ml/question.ts'
import { answerMlRuns } from '../ml/runs.ts'
import { answerMlSummary } from '../ml/summary.ts'
import { answerMlTokens } from '../ml/tokens.ts'
import { answerMlUtilisation } from '../ml/utilisation.ts'
import { MlGpuShape, MlSummaryShape, MlUtilisationShape } from './answers/ml.ts'
import { MlCompareShape, MlEndpointsShape, MlRunsShape, MlTokensShape } from './answers/ml-parts.ts'
import type { Route } from './route.ts'

export const mlRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/ml/summary',
    summary: 'What machine learning costs, split exactly by class, with the figures of GPUs',
    params: MlParams,
    returns: MlSummaryShape,
    answer: (ask, { params }, { db }) => answerMlSummary(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/ml/gpu',
    summary: 'Accelerator hours by model and cloud, their cost by use, and the machines, idle ones first',
    params: MlParams,
    returns: MlGpuShape,
    answer: (ask, { params }, { db }) => answerMlGpu(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/ml/gpu/utilisation',
    summary: 'Mean GPU utilisation of machines by hour of the day',
    params: MlParams,
    returns: MlUtilisationShape,
    answer: (ask, { params }, { db }) => answerMlUtilisation(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/ml/runs',
    summary: 'Training runs with cost, hours, use and status',
    params: MlParams,
    returns: MlRunsShape,
    answer: (ask, { params }, { db, runTags }) => answerMlRuns(ask, params, db.paths.lake, runTags),
  },
  {
    kind: 'question',
    path: '/ml/endpoints',
    summary:
      'Inference endpoints with calls and cost per 1,000, and notebooks left on, with what the rules say',
    params: MlParams,
    returns: MlEndpointsShape,
    answer: (ask, { params }, { db }) => answerMlEndpoints(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/ml/tokens',
    summary: 'Models that bill by use: price a million tokens by model and direction, and why it changed',
    params: MlParams,
    returns: MlTokensShape,
    answer: (ask, { params }) => answerMlTokens(ask, params),
  },
  {
    kind: 'question',
    path: '/ml/compare',
    summary: 'The same accelerator hours on other clouds and regions, and managed beside plain machines',
    params: MlCompareParams,
    returns: MlCompareShape,
    answer: (ask, { params }, { db }) => answerMlCompare(ask, params, db.paths.lake),
  },
]
