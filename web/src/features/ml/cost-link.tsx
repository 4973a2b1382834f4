import { ML_CLASSES } from '@outlay/shared/ml'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { canonicalFilters, type Filter } from '../../lib/filters.ts'
import { formatMoney } from '../../lib/format.ts'
import type { View } from '../../lib/view.ts'

interface CostLinkProps {
  readonly cost: string
  readonly currency: string
  /** What of the bill the cost is, for those who do not see where the link stands. */
  readonly of: string
  readonly filters: readonly Filter[]
  readonly by?: View['by']
}

/** A cost that leads to the lines of the bill which it is the sum of. */
export function CostLink({ cost, currency, of, filters, by = 'service' }: CostLinkProps) {
  return (
    <ViewLink to="/explore" title={`${of} in the Explorer`} change={linesView(filters, by)}>
      {formatMoney(cost, currency)}
    </ViewLink>
  )
}

/** The view of the Explorer whose total is the cost: the same basis, team and days, and these filters on top. */
export function linesView(filters: readonly Filter[], by: View['by'] = 'service') {
  return (view: View): View => ({
    ...view,
    ...{ by, by2: null, selected: null, local: {} },
    filters: canonicalFilters([...view.filters, ...filters]),
  })
}

/** Lines of all classes: ML and nothing else. */
export const ANY_CLASS: readonly Filter[] = ML_CLASSES.map((id) => is('mlClass', id))

/** Machines with an accelerator of a model; null where the bill does not name it. */
export function accelerator(model: string | null): Filter {
  return is('accelerator', model ?? 'not named')
}

export function is(dim: Filter['dim'], value: string): Filter {
  return { dim, op: 'is', value }
}
