import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import type { ReactNode } from 'react'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { canonicalFilters } from '../../lib/filters.ts'
import { formatMoneyCompact, formatMoneyExact } from '../../lib/format.ts'
import { rangeInWords, share } from './words.ts'

/** Coverage, utilisation, savings rate, what was paid for nothing, what ends soon. */
export function KpiTiles({ answer }: { readonly answer: CommitmentsAnswer }) {
  const { overall, meta } = answer
  return (
    <ul className="tiles">
      <Tile label="Coverage" value={share(overall.coverage)}>
        {overall.untold > 0
          ? `unknown: ${formatMoneyCompact(overall.untold, meta.currency)} by the hour has no usage type that tells whether a commitment could cover it`
          : 'of usage that commitments are sold for'}
        {overall.estimatedShare !== null && overall.estimatedShare > 0 && (
          <>, {share(overall.estimatedShare)} of it priced by estimate</>
        )}
        {Number(overall.unpriced) > 0 && (
          <>; {formatMoneyExact(overall.unpriced, meta.currency)} without a known price left out</>
        )}
      </Tile>
      <Tile label="Utilisation" value={share(overall.utilisation)}>
        {overall.utilisation === null
          ? 'no line of this period carries a cost under a commitment'
          : `${formatMoneyCompact(overall.used, meta.currency)} used of what was committed`}
      </Tile>
      <Tile label="Effective savings rate" value={share(overall.commitmentSavingsRate)}>
        {overall.commitmentSavingsRate === null && overall.totalSavingsRate === null
          ? 'unknown without coverage'
          : `by commitments; ${share(overall.totalSavingsRate)} in all, against list prices with spot and negotiated ones`}
        {overall.unamortised > 0 && (
          <>; {formatMoneyCompact(overall.unamortised, meta.currency)} whose fee is billed apart left out</>
        )}
      </Tile>
      <UnusedTile answer={answer} />
      <EndingTile answer={answer} />
    </ul>
  )
}

interface TileProps {
  readonly label: string
  readonly value: string
  readonly children: ReactNode
}

function Tile({ label, value, children }: TileProps) {
  return (
    <li className="tile">
      <div className="tile-link">
        <span className="tile-label">{label}</span>
        <span className="tile-value">{value}</span>
        <span className="tile-note">{children}</span>
      </div>
    </li>
  )
}

function UnusedTile({ answer: { overall, meta } }: { readonly answer: CommitmentsAnswer }) {
  return (
    <li className="tile">
      <ViewLink
        to="/explore"
        className="tile-link"
        change={(view) => ({
          ...view,
          metric: 'effective',
          charges: 'usage',
          by: 'resource',
          selected: null,
          local: {},
          filters: canonicalFilters([
            ...view.filters.filter(({ dim }) => dim !== 'commitmentStatus'),
            { dim: 'commitmentStatus', op: 'is', value: 'Unused' },
          ]),
        })}
      >
        <span className="tile-label">Unused</span>
        <data className="tile-value" value={overall.unused}>
          {overall.utilisation === null ? '–' : formatMoneyCompact(overall.unused, meta.currency)}
        </data>
        <span className="tile-note">
          {overall.utilisation === null
            ? 'no line of this period carries a cost under a commitment'
            : 'paid in this period and used by nothing'}
        </span>
      </ViewLink>
    </li>
  )
}

function EndingTile({ answer: { expiring, commitments, meta } }: { readonly answer: CommitmentsAnswer }) {
  const within = expiring.find(({ days }) => days === 90)
  const count = within?.count ?? 0
  return (
    <li className="tile">
      <ViewLink
        to="/commitments"
        className="tile-link"
        hash="inventory"
        change={(view) => ({ ...view, local: { ...view.local, ends: '90' } })}
      >
        <span className="tile-label">Ending within 90 days</span>
        <span className="tile-value">{count}</span>
        <span className="tile-note">
          {within === undefined || count === 0
            ? endUnknowns(commitments)
            : `${rangeInWords(within.notRenewing, meta.currency)} a month if not renewed`}
        </span>
      </ViewLink>
    </li>
  )
}

function endUnknowns(commitments: CommitmentsAnswer['commitments']): string {
  const unknown = commitments.filter(({ state, end }) => state === 'active' && end === null).length
  if (commitments.length === 0) return 'no commitment is on the bill'
  return unknown === 0 ? 'no end lies so near' : `no known end lies so near; of ${unknown} the end is unknown`
}
