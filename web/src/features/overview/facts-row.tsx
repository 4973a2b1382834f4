import type { OverviewFact } from '@outlay/shared/overview-facts'
import { type PagePath, ViewLink } from '../../components/ui/view-link.tsx'
import { formatMoneyCompact, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { CommitmentFact, GpuFact } from './engine-facts.tsx'

const PAGE: Readonly<Record<OverviewFact['id'], { readonly to: PagePath; readonly hash?: string }>> = {
  reconciliation: { to: '/sources', hash: 'invoices' },
  allocated: { to: '/teams' },
  verified: { to: '/recommendations' },
  unit_cost: { to: '/unit-costs' },
}

/** The second row: figures that other engines tell, each only where its data is there. */
export function FactsRow({ facts }: { readonly facts: readonly OverviewFact[] }) {
  return (
    <ul className="tiles tiles-small">
      {facts.map((fact) => (
        <li key={fact.id} className="tile">
          <ViewLink {...PAGE[fact.id]} className={`tile-link is-${fact.tone}`}>
            <span className="tile-label">{fact.label}</span>
            <Value value={fact.value} />
            <span className="tile-note">{fact.note}</span>
          </ViewLink>
        </li>
      ))}
      <CommitmentFact />
      <GpuFact />
    </ul>
  )
}

function Value({ value }: Pick<OverviewFact, 'value'>) {
  switch (value.kind) {
    case 'money':
      return (
        <data className="tile-value" value={value.amount}>
          {formatMoneyCompact(value.amount, value.currency)}
        </data>
      )
    case 'share':
      return (
        <data className="tile-value" value={value.share}>
          {formatShare(value.share)}
        </data>
      )
    case 'unit':
      return (
        <data className="tile-value" value={value.cost}>
          {formatUnitPrice(value.cost, value.currency)}
        </data>
      )
  }
}
