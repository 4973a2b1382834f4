import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatInstant } from '../../lib/format.ts'

const FIRST = [
  'ChargePeriodStart',
  'ChargeDescription',
  'BilledCost',
  'EffectiveCost',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ChargeCategory',
  'PricingCategory',
  'SkuId',
]

const NUMERIC = /(Cost|Quantity|Price)$/

/** Lines of the bill as they came, the telling columns first. */
export function LinesTable({ lines }: { readonly lines: readonly Record<string, string>[] }) {
  const columns = columnsOf(lines)
  if (lines.length === 0) return <p className="muted card-pad">No lines in the lake for this resource.</p>
  return (
    <ScrollRegion className="is-tall" label="Line items">
      <table className="table lines">
        <caption className="sr-only">Line items, newest first</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={NUMERIC.test(column) ? 'num' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className={NUMERIC.test(column) ? 'num' : undefined}>
                  <bdi>{cellText(column, line[column])}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function columnsOf(lines: readonly Record<string, string>[]): readonly string[] {
  const present = new Set(lines.flatMap((line) => Object.keys(line)))
  const rest = [...present].filter((column) => !FIRST.includes(column)).sort()
  return [...FIRST.filter((column) => present.has(column)), ...rest]
}

function cellText(column: string, value: string | undefined): string {
  if (value === undefined) return ''
  const isTime = /(Start|End)$/.test(column) && !Number.isNaN(Date.parse(value))
  return isTime
    ? formatInstant(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
    : value
}
