import type { SideKind } from '../staged.ts'
import { inventory } from './inventory.ts'
import { invoices } from './invoices.ts'
import { metrics } from './metrics.ts'
import { rates } from './rates.ts'
import type { SideKindSpec } from './side-kind.ts'
import { units } from './units.ts'

export const sideKinds: Readonly<Record<SideKind, SideKindSpec>> = {
  metrics,
  inventory,
  invoices,
  units,
  rates,
}
