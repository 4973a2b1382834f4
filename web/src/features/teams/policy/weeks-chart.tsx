import type { TagPolicyKey } from '@outlay/shared/tagging'
import { useId } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatDay, formatMoney, formatShare } from '../../../lib/format.ts'
import { PARTS } from './state-parts.ts'

interface WeeksChartProps {
  readonly tag: TagPolicyKey
  readonly currency: string
}

/** Each week as a bar of 100 %, with its table to open below. */
export function WeeksChart({ tag, currency }: WeeksChartProps) {
  const id = useId()
  if (tag.weeks.length === 0) return null
  return (
    <figure className="weeks" aria-labelledby={id}>
      <figcaption id={id} className="muted">
        By week, share of the cost of resources
      </figcaption>
      <div className="weeks-bars" aria-hidden="true">
        {tag.weeks.map((week) => {
          const total = PARTS.reduce((sum, part) => sum + Math.max(Number(week[part.id]), 0), 0)
          return (
            <div key={week.week} className="week" title={`Week of ${formatDay(week.week, 'year')}`}>
              {PARTS.map((part) => {
                const share = total > 0 ? Math.max(Number(week[part.id]), 0) / total : 0
                return share > 0 ? (
                  <span key={part.id} className={`part-${part.id}`} style={{ height: `${share * 100}%` }} />
                ) : null
              })}
            </div>
          )
        })}
      </div>
      <p className="weeks-ends muted" aria-hidden="true">
        <span>{formatDay(tag.weeks[0]?.week ?? '', 'year')}</span>
        <span>{formatDay(tag.weeks.at(-1)?.week ?? '', 'year')}</span>
      </p>
      <details>
        <summary>View as table</summary>
        <WeeksTable tag={tag} currency={currency} />
      </details>
    </figure>
  )
}

function WeeksTable({ tag, currency }: WeeksChartProps) {
  const columns = PARTS.map(({ label }) => ({ label, num: true }))
  return (
    <ScrollRegion label={`Tag ${tag.tag} by week`} className="is-tall">
      <table className="table">
        <caption className="sr-only">Cost of resources by week and state of the tag {tag.tag}</caption>
        <TableHead columns={[{ label: 'Week of' }, ...columns, { label: 'Compliant', num: true }]} />
        <tbody>
          {tag.weeks.map((week) => (
            <tr key={week.week}>
              <th scope="row">{formatDay(week.week, 'year')}</th>
              {PARTS.map((part) => (
                <td key={part.id} className="num">
                  {formatMoney(week[part.id], currency)}
                </td>
              ))}
              <td className="num">{shareOf(week)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function shareOf(week: TagPolicyKey['weeks'][number]): string {
  const total = PARTS.reduce((sum, part) => sum + Number(week[part.id]), 0)
  return total > 0 ? formatShare(Number(week.compliant) / total) : '–'
}
