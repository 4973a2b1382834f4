import type { UnitTeam } from '@outlay/shared/unit-costs'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatChange, formatMoney } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { manyOf, manyText, quantityText, unitCostText } from './unit-words.ts'

interface UnitTeamsProps {
  readonly teams: readonly UnitTeam[]
  readonly unit: string
  readonly currency: string
}

/** What the unit costs each team that counts it. */
export function UnitTeams({ teams, unit, currency }: UnitTeamsProps) {
  const known = teams.flatMap(({ unitCost }) => (unitCost === null ? [] : [unitCost]))
  const many = manyOf(known.length === 0 ? null : Math.min(...known))
  const columns = [
    { label: 'Team', className: 'sticky-col' },
    { label: 'Cost', num: true },
    { label: `Quantity of ${unit}`, num: true },
    { label: `Cost of ${manyText(many, unit)}`, num: true },
    { label: 'Before', num: true },
    { label: 'Change %', num: true },
    { label: 'Cost without quantity', num: true },
  ]
  return (
    <ScrollRegion label={`Cost of ${unit} by team`}>
      <table className="table">
        <caption className="sr-only">Cost of {unit} by team</caption>
        <TableHead columns={columns} />
        <tbody>
          {teams.map(({ team, cost, quantity, unitCost, costUnknown, previous }) => (
            <tr key={team ?? ''}>
              <th scope="row" className="sticky-col">
                {team === null ? 'Whole company' : valueLabel('team', team)}
              </th>
              <td className="num">
                <data value={cost}>{formatMoney(cost, currency)}</data>
              </td>
              <td className="num">{quantityText(quantity)}</td>
              <td className="num strong">
                <data value={unitCost ?? ''}>{unitCostText(unitCost, many, currency)}</data>
              </td>
              <td className="num muted">{unitCostText(previous?.unitCost ?? null, many, currency)}</td>
              <td className="num">{changeText(unitCost, previous?.unitCost ?? null)}</td>
              <td className="num muted">{formatMoney(costUnknown, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** Of a price of any size: cents would hide what a thousandth of a cent does. */
function changeText(now: number | null, before: number | null): string {
  if (now === null || before === null || before === 0) return '–'
  return formatChange((now / before) * 1e6, 1e6)
}
