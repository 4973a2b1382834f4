import { answerCommitments, CommitmentsParams } from '../commitments/answer.ts'
import { answerPlan, PlanParams } from '../commitments/plan/answer-plan.ts'
import { answerPromises } from '../commitments/promises/answer-promises.ts'
import { CommitmentsShape } from './answers/commitments.ts'
import { PlanShape } from './answers/plan.ts'
import { PromisesShape } from './answers/promises.ts'
import type { Route } from './route.ts'

export const commitmentRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/commitments',
    summary:
      'Coverage, utilisation, savings rates, what is committed to and when it ends, what runs on demand',
    params: CommitmentsParams,
    returns: CommitmentsShape,
    answer: (ask, { params }, { db }) => answerCommitments(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/commitments/plan',
    summary: 'What an hourly commitment would save on the demand of the last 60 days, as a curve',
    params: PlanParams,
    returns: PlanShape,
    answer: (ask, { params }, { db }) => answerPlan(ask, params, db.paths.lake),
  },
  {
    kind: 'question',
    path: '/commitments/contracts',
    summary: 'How far contracts are drawn down, what is left of credits, and the bill without them',
    returns: PromisesShape,
    answer: (ask, _, { promises }) => answerPromises(ask, promises),
  },
]
