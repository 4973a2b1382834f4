import type { CommitmentsAnswer, HotSpot } from '@outlay/shared/commitments'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { Segments } from '../../components/ui/segments.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { canonicalFilters, isFilter } from '../../lib/filters.ts'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useLocal } from '../../lib/use-local.ts'
import type { View } from '../../lib/view.ts'
import { share } from './words.ts'

const BY = [
  { value: 'cost', label: 'Cost' },
  { value: 'hours', label: 'Hours' },
] as const

const SHOWN = 25

/** Where most runs on demand that a commitment could cover. */
export function HotSpotsCard({
  answer: { hotSpots, overall, meta },
}: {
  readonly answer: CommitmentsAnswer
}) {
  const { local, setLocal } = useLocal()
  const by = local['hot'] === 'hours' ? 'hours' : 'cost'
  const rows = hotSpots.toSorted((a, b) => Number(b[by] ?? -1) - Number(a[by] ?? -1)).slice(0, SHOWN)
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">On-demand hot spots</h2>
          <p className="card-note">
            Usage that a commitment could cover and none does, by family and region
            {hotSpots.length > SHOWN && `; the largest ${SHOWN} of ${formatCount(hotSpots.length)}`}
          </p>
        </div>
        <Segments
          label="Order by"
          value={by}
          options={BY}
          onChange={(value) => setLocal({ hot: value === 'hours' ? value : null })}
        />
      </div>
      {rows.length === 0 ? (
        <p className="card-pad muted">
          {overall.untold > 0
            ? 'The bill has no usage types that tell which usage a commitment could cover.'
            : 'Nothing that commitments are sold for ran on demand.'}
        </p>
      ) : (
        <ScrollRegion className="is-tall" label="On-demand hot spots">
          <table className="table">
            <caption className="sr-only">Usage on demand by family and region</caption>
            <TableHead columns={COLUMNS} />
            <tbody>
              {rows.map((spot) => (
                <SpotRow key={JSON.stringify(spot)} spot={spot} currency={meta.currency} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

const COLUMNS = [
  { label: 'Family' },
  { label: 'Region' },
  { label: 'Service' },
  { label: 'On demand', num: true },
  { label: 'Hours', num: true },
  { label: 'Covered', num: true },
]

function SpotRow({ spot, currency }: { readonly spot: HotSpot; readonly currency: string }) {
  const total = Number(spot.cost) + Number(spot.covered)
  return (
    <tr>
      <th scope="row">
        <ViewLink to="/explore" change={(view) => viewOf(view, spot)}>
          {spot.family ?? 'No family'}
        </ViewLink>
      </th>
      <td>{valueLabel('region', spot.region)}</td>
      <td>
        <bdi>{valueLabel('service', spot.service)}</bdi>
        <p className="row-note">{valueLabel('provider', spot.provider)}</p>
      </td>
      <td className="num">
        <data value={spot.cost}>{formatMoney(spot.cost, currency)}</data>
      </td>
      <td className="num">{spot.hours === null ? '–' : formatCount(Math.round(Number(spot.hours)))}</td>
      <td className="num">{share(total > 0 ? Number(spot.covered) / total : null)}</td>
    </tr>
  )
}

/** The lines of the service and region on demand, by usage type, in which the family stands. */
function viewOf(view: View, { provider, service, region }: HotSpot): View {
  const own = [
    isFilter('provider', provider),
    isFilter('service', service),
    isFilter('region', region),
    isFilter('pricingCategory', 'Standard'),
  ]
  const dims = new Set(own.map(({ dim }) => dim))
  const filters = canonicalFilters([...view.filters.filter(({ dim }) => !dims.has(dim)), ...own])
  return {
    ...view,
    filters,
    charges: 'usage',
    metric: 'effective',
    by: 'usageType',
    selected: null,
    local: {},
  }
}
