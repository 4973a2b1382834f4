import { ground } from './0001-ground.ts'
import { recommendations } from './0002-recommendations.ts'
import { allocation } from './0003-allocation.ts'
import { views } from './0004-views.ts'
import { invoices } from './0005-invoices.ts'
import { detect } from './0006-detect.ts'
import { alerts } from './0007-alerts.ts'
import { reports } from './0008-reports.ts'
import { unsubscribe } from './0010-unsubscribe.ts'
import { reportDefinitions } from './0011-report-definitions.ts'
import { invoiceDetail } from './0012-invoice-detail.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** In order; a landed migration never changes, the next one mends it. */
export const migrations: readonly Migration[] = [
  ground,
  recommendations,
  allocation,
  views,
  invoices,
  detect,
  alerts,
  reports,
  unsubscribe,
  reportDefinitions,
  invoiceDetail,
]
