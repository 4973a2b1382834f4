import type { ChangePart } from '@outlay/shared/changes'
import { useId } from 'react'
import { formatMoneyChange } from '../../lib/format.ts'
import { PART_HINT, PART_LABEL } from './part-words.ts'

interface PartsFigureProps {
  readonly name: string
  readonly parts: readonly ChangePart[]
  readonly change: string
  readonly currency: string
}

/** Diverging bars, more to the right and less to the left, in a table that says the same in figures. */
export function PartsFigure({ name, parts, change, currency }: PartsFigureProps) {
  const id = useId()
  const largest = Math.max(...parts.map(({ amount }) => Math.abs(Number(amount))), 0)
  if (parts.length === 0) return <p className="muted">Nothing changed.</p>
  return (
    <figure className="parts" aria-labelledby={id}>
      <table className="table parts-table">
        <caption id={id} className="sr-only">
          {name}
        </caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Change, {currency}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.id} data-part={part.id}>
              <th scope="row">
                {PART_LABEL[part.id]}
                <p className="row-note">{PART_HINT[part.id]}</p>
              </th>
              <td>
                <span className="parts-cell">
                  <PartBar amount={part.amount} largest={largest} />
                  <data className="num" value={part.amount}>
                    {formatMoneyChange(part.amount, currency)}
                  </data>
                </span>
              </td>
            </tr>
          ))}
          <tr className="total-row">
            <th scope="row">Difference</th>
            <td>
              <span className="parts-cell">
                <span />
                <data className="num" value={change}>
                  {formatMoneyChange(change, currency)}
                </data>
              </span>
            </td>
          </tr>
        </tbody>
      </table>
    </figure>
  )
}

/** From the middle, so that what goes up and what goes down can be told apart without colour. */
export function PartBar({ amount, largest }: { readonly amount: string; readonly largest: number }) {
  const share = largest === 0 ? 0 : (Math.abs(Number(amount)) / largest) * 50
  const isLess = amount.startsWith('-')
  return (
    <span className="part-track" aria-hidden="true">
      <span
        className={`part-bar ${isLess ? 'is-less' : 'is-more'}`}
        style={{ width: `${share}%`, [isLess ? 'right' : 'left']: '50%' }}
      />
    </span>
  )
}
