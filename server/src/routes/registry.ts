import { alertRoutes } from './alerts.ts'
import { allocationRoutes } from './allocation.ts'
import { budgetRoutes } from './budgets.ts'
import { collectRoutes } from './collect.ts'
import { commitmentRoutes } from './commitments.ts'
import { costRoutes } from './costs.ts'
import { detectRoutes } from './detect.ts'
import { exportRoutes } from './exports.ts'
import { importActionRoutes } from './import-actions.ts'
import { invoiceRoutes } from './invoices.ts'
import { ledgerRoutes } from './ledger.ts'
import { mlRoutes } from './ml.ts'
import { moneyRoutes } from './money.ts'
import { operationRoutes } from './operations.ts'
import { recommendationRoutes } from './recommendations.ts'
import { reportDefinitionRoutes } from './report-definitions.ts'
import { reportRoutes } from './reports.ts'
import type { Route } from './route.ts'
import { savedRoutes } from './saved.ts'
import { settingsRoutes } from './settings.ts'
import { statementRoutes } from './statements.ts'
import { unsubscribeRoutes } from './unsubscribe.ts'

/** Everything below `/api/v1`: one line a file of routes. */
export const routes: readonly Route[] = [
  ...costRoutes,
  ...commitmentRoutes,
  ...detectRoutes,
  ...exportRoutes,
  ...mlRoutes,
  ...moneyRoutes,
  ...invoiceRoutes,
  ...ledgerRoutes,
  ...importActionRoutes,
  ...operationRoutes,
  ...recommendationRoutes,
  ...allocationRoutes,
  ...statementRoutes,
  ...budgetRoutes,
  ...alertRoutes,
  ...unsubscribeRoutes,
  ...collectRoutes,
  ...reportDefinitionRoutes,
  ...reportRoutes,
  ...savedRoutes,
  ...settingsRoutes,
]
