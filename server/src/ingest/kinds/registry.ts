import type { SideKind } from '../staged.ts'
import { accounts } from './accounts.ts'
import { commitments } from './commitments.ts'
import { findings } from './findings.ts'
import { forecasts } from './forecasts.ts'
import { groupings } from './groupings.ts'
import { inventory } from './inventory.ts'
import { invoices } from './invoices.ts'
import { metrics } from './metrics.ts'
import { prices } from './prices.ts'
import { rates } from './rates.ts'
import type { SideKindSpec } from './side-kind.ts'
import { units } from './units.ts'

export const sideKinds: Readonly<Record<SideKind, SideKindSpec>> = {
  metrics,
  inventory,
  invoices,
  units,
  rates,
  accounts,
  prices,
  findings,
  groupings,
  forecasts,
  commitments,
}
