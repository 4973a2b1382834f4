import type { Anomaly } from '@outlay/shared/detect'
import type { Dimension } from '@outlay/shared/dimensions'
import { addDays } from '@outlay/shared/period'
import { canonicalFilters, isFilter } from '../../lib/filters.ts'
import type { View } from '../../lib/view.ts'

const BEFORE_DAYS = 28

/** The same place in the Explorer, by day, four weeks before it began up to its last day, by what names the cause. */
export function toExplorer(view: View, anomaly: Anomaly): View {
  const wanted: readonly (readonly [Dimension, string | null])[] = [
    ['provider', anomaly.provider],
    ['billingAccount', anomaly.billingAccountId],
    ['subAccount', anomaly.subAccountId],
    ['service', anomaly.service],
    ['usageType', anomaly.usageType],
  ]
  const filters = wanted.flatMap(([dim, value]) => (value === null ? [] : [isFilter(dim, value)]))
  const first = anomaly.causes[0]?.dimension ?? 'usageType'
  return {
    ...view,
    team: anomaly.scope === 'team' ? anomaly.team : null,
    filters: canonicalFilters(filters),
    period: `${addDays(anomaly.startedOn, -BEFORE_DAYS)}..${addDays(anomaly.lastDay, 1)}`,
    step: 'd',
    by: first,
    by2: null,
    metric: 'effective',
    charges: 'usage',
    currency: anomaly.currency,
    report: null,
    selected: null,
    local: {},
  }
}
