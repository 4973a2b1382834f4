import { type CostsQuestion, groupsOf } from '../../lib/request.ts'
import type { View } from '../../lib/view.ts'
import { pinnedOf } from './pins.ts'

const PIVOT_ROWS = 400

/** What the table of a view asks: one dimension with its comparison, or the pairs of two. */
export function tableQuestion(view: View): CostsQuestion {
  const groupBy = groupsOf(view)
  const isPivot = groupBy.length === 2
  return {
    granularity: 'total',
    groupBy,
    top: isPivot ? PIVOT_ROWS : view.top,
    compare: !isPivot,
    ...(isPivot ? {} : { keep: pinnedOf(view) }),
  }
}
