import type { Driver } from '@outlay/shared/changes'
import { Link } from '@tanstack/react-router'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatCount, formatDay, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { PART_LABEL } from './part-words.ts'

const COLUMNS = [
  { label: 'What' },
  { label: 'Part' },
  { label: 'Before', num: true },
  { label: 'Now', num: true },
  { label: 'Adds', num: true },
]

interface DriversTableProps {
  readonly drivers: readonly Driver[]
  readonly currency: string
  readonly onLeave: () => void
}

/** The lines of the bill that moved each part most, largest first; a resource leads to its page. */
export function DriversTable({ drivers, currency, onLeave }: DriversTableProps) {
  if (drivers.length === 0) return <p className="muted">No line changed its cost.</p>
  return (
    <ScrollRegion className="is-tall" label="Lines that moved it most">
      <table className="table drivers">
        <caption className="sr-only">Lines that moved the cost most</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {drivers.map((driver, index) => (
            <tr key={index}>
              <th scope="row">
                <What driver={driver} onLeave={onLeave} />
              </th>
              <td>
                {PART_LABEL[driver.part]}
                <p className="row-note">{since(driver)}</p>
              </td>
              <Amounts
                cost={driver.previousCost}
                quantity={driver.previousQuantity}
                driver={driver}
                currency={currency}
              />
              <Amounts cost={driver.cost} quantity={driver.quantity} driver={driver} currency={currency} />
              <td className={`num ${driver.amount.startsWith('-') ? 'down' : 'up'}`}>
                <data value={driver.amount}>{formatMoneyChange(driver.amount, currency)}</data>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function What({ driver, onLeave }: { readonly driver: Driver; readonly onLeave: () => void }) {
  const view = useView()
  const { resource, usageType, service, subAccount, region, provider, chargeCategory } = driver
  const place = [service, valueLabel('provider', provider), subAccount, region]
  return (
    <>
      {resource === null ? (
        <bdi>{usageType ?? service ?? chargeCategory}</bdi>
      ) : (
        <Link
          to="/resources/$id"
          params={{ id: resource }}
          search={{ ...view, selected: null }}
          title={isolate(resource)}
          onClick={onLeave}
        >
          {valueLabel('resource', resource)}
        </Link>
      )}
      {resource !== null && usageType !== null && (
        <p className="row-note">
          <bdi>{usageType}</bdi>
        </p>
      )}
      <p className="row-note">
        {place.flatMap((word) => (word === null ? [] : [isolate(word)])).join(' · ')}
      </p>
    </>
  )
}

interface AmountsProps {
  readonly driver: Driver
  readonly cost: string
  readonly quantity: string | null
  readonly currency: string
}

function Amounts({ cost, quantity, driver: { unit }, currency }: AmountsProps) {
  return (
    <td className="num muted">
      {formatMoney(cost, currency)}
      {quantity !== null && (
        <p className="row-note">
          {formatCount(Number(quantity))} {unit}
        </p>
      )}
    </td>
  )
}

/** New since, gone since: in all of history, not in the two ranges alone. */
function since({ part, firstSeen, lastSeen }: Driver): string {
  if (part === 'new' && firstSeen !== null) return `since ${formatDay(firstSeen)}`
  if (part === 'gone' && lastSeen !== null) return `last on ${formatDay(lastSeen)}`
  return ''
}
