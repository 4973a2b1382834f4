import type { Dimension } from '@outlay/shared/dimensions'
import { useQueries } from '@tanstack/react-query'
import type { Range } from '../../lib/period.ts'
import { valuesOptions } from '../../lib/queries.ts'
import type { View } from '../../lib/view.ts'

const NAMED: readonly Dimension[] = ['billingAccount', 'subAccount']

/** Names of the accounts that are grouped or filtered by; ids alone say little. */
export function useNames(
  groups: readonly Dimension[],
  view: View,
  range: Range,
  known: boolean,
): ReadonlyMap<string, string> {
  const wanted = NAMED.filter(
    (dim) => groups.includes(dim) || view.filters.some((filter) => filter.dim === dim),
  )
  return useQueries({
    queries: wanted.map((dim) => ({
      ...valuesOptions(dim, '', { ...view, filters: [] }, range),
      enabled: known,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }) =>
          (data?.data ?? []).flatMap(({ value, name }) =>
            value === null || name === null || name === value ? [] : [[value, name] as const],
          ),
        ),
      ),
  })
}
