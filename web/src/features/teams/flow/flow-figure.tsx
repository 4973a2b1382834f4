import type { AllocationSummary } from '@outlay/shared/allocation'
import { useId } from 'react'
import { useWidth } from '../../../components/charts/use-size.ts'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatMoneyExact } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { FlowDrawing } from './flow-drawing.tsx'
import { toFlow } from './flow-model.ts'

const COLUMNS = [{ label: 'From' }, { label: 'To' }, { label: 'Amount', num: true }]

/** How the total comes to the teams, as bands and as the table of the same amounts. */
export function FlowFigure({ summary }: { readonly summary: AllocationSummary }) {
  const id = useId()
  const [ref, width] = useWidth<HTMLDivElement>(900)
  const { currency } = summary
  const flow = toFlow(summary)
  const labels = new Map(flow.nodes.map((node) => [node.id, node.label]))
  const below = flow.links.filter(({ amount }) => Number(amount) < 0)
  return (
    <figure className="flow-figure" aria-labelledby={id}>
      <figcaption id={id} className="field-hint">
        How {formatMoneyExact(summary.total, currency)} comes to the teams: directly, by the shared rules, or
        to nobody. {below.length > 0 && 'Amounts below zero have no band and stand in the table only.'}
      </figcaption>
      <div ref={ref}>
        <FlowDrawing flow={flow} width={width} currency={currency} />
      </div>
      <details>
        <summary>The amounts as a table</summary>
        <ScrollRegion label="Flow of costs to teams">
          <table className="table">
            <caption className="sr-only">Flow of costs to teams</caption>
            <TableHead columns={COLUMNS} />
            <tbody>
              {flow.links.map(({ from, to, amount }) => (
                <tr key={`${from} ${to}`}>
                  <th scope="row">{isolate(labels.get(from) ?? from)}</th>
                  <td>{isolate(labels.get(to) ?? to)}</td>
                  <td className="num">
                    <data value={amount}>{formatMoneyExact(amount, currency)}</data>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </details>
    </figure>
  )
}
