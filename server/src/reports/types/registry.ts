import type { ReportType } from '@outlay/shared/reports'
import { commitments } from './commitments.ts'
import { executive } from './executive.ts'
import type { ReportKind } from './report-kind.ts'
import { review } from './review.ts'
import { savings } from './savings.ts'
import { showback } from './showback.ts'
import { weekly } from './weekly.ts'

/** Every kind of report, in the order in which they are listed. */
export const reportKinds: readonly ReportKind[] = [weekly, executive, savings, review, showback, commitments]

export function kindOf(type: ReportType): ReportKind {
  const found = reportKinds.find(({ id }) => id === type)
  if (found === undefined) throw new Error(`no report of type ${type}`)
  return found
}
