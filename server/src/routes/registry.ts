import { collectRoutes } from './collect.ts'
import { costRoutes } from './costs.ts'
import { exportRoutes } from './exports.ts'
import { importActionRoutes } from './import-actions.ts'
import { ledgerRoutes } from './ledger.ts'
import { operationRoutes } from './operations.ts'
import { recommendationRoutes } from './recommendations.ts'
import type { Route } from './route.ts'

/** Everything below `/api/v1`: one line a file of routes. */
export const routes: readonly Route[] = [
  ...costRoutes,
  ...exportRoutes,
  ...ledgerRoutes,
  ...importActionRoutes,
  ...operationRoutes,
  ...recommendationRoutes,
  ...collectRoutes,
]
