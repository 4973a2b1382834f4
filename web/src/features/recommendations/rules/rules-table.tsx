import type { RuleAnswer } from '@outlay/shared/recommendations'
import { Link } from '@tanstack/react-router'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { addAmounts } from '../../../lib/amounts.ts'
import { formatCount, formatMoneyCompact } from '../../../lib/format.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { useSetView, useView } from '../../../lib/search-state.ts'
import { familyLabel } from '../words.ts'
import { OUTCOMES, outcomeOf } from './outcome.ts'
import { isUnjudged, reasonsOf } from './reasons.ts'

const COLUMNS = [
  { label: 'Rule' },
  { label: 'Clouds' },
  { label: 'Last outcome' },
  { label: 'Found', num: true },
  { label: 'Not judged', num: true },
  { label: 'Settings' },
]

interface RulesTableProps {
  readonly family: string
  readonly rules: readonly RuleAnswer[]
}

/** Rules of a family with what they came to; a title opens reasons and settings. */
export function RulesTable({ family, rules }: RulesTableProps) {
  return (
    <ScrollRegion label={`Rules: ${familyLabel(family)}`}>
      <table className="table rules">
        <caption className="sr-only">Rules: {familyLabel(family)}</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function RuleRow({ rule }: { readonly rule: RuleAnswer }) {
  const view = useView()
  const setView = useSetView()
  const outcome = OUTCOMES.find(({ id }) => id === outcomeOf(rule))
  const found = rule.lastOutcome?.findings ?? 0
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link-button" onClick={() => setView({ selected: rule.id })}>
          {rule.title}
        </button>
        <p className="row-note">{rule.id}</p>
      </th>
      <td>
        {rule.clouds.map((cloud) => valueLabel('provider', cloud)).join(', ')}
        {rule.wants.length > 0 && <p className="row-note">surer with {rule.wants.join(' and ')}</p>}
      </td>
      <td>
        <span className={`state-word tone-${outcome?.tone ?? 'quiet'}`}>{outcome?.label}</span>
        <p className="row-note">{rule.lastOutcome?.explanation}</p>
      </td>
      <td className="num">
        {found > 0 ? (
          <Link
            to="/recommendations"
            search={{ ...view, selected: null, local: { rule: rule.id, status: 'all' } }}
            aria-label={`${formatCount(found)} recommendations of ${rule.id}`}
          >
            {formatCount(found)}
          </Link>
        ) : (
          '0'
        )}
      </td>
      <td className="num">{unjudgedText(rule)}</td>
      <td>{settingsText(rule)}</td>
    </tr>
  )
}

/** Cost of what could not be judged, each currency for itself. */
function unjudgedText(rule: RuleAnswer): string {
  const reasons = reasonsOf([rule]).filter(isUnjudged)
  const currencies = [...new Set(reasons.map(({ currency }) => currency))]
  if (currencies.length === 0) return '–'
  return currencies
    .map((currency) => {
      const own = reasons.filter((reason) => reason.currency === currency)
      return formatMoneyCompact(addAmounts(own.map(({ cost }) => cost)), currency)
    })
    .join(' + ')
}

function settingsText({ settings, exclusions, scopes }: RuleAnswer): string {
  const changed = settings.filter(
    ({ value, default: usual }) => JSON.stringify(value) !== JSON.stringify(usual),
  ).length
  const parts = [
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(scopes.length > 0 ? [`${scopes.length} for a part`] : []),
    ...(exclusions.length > 0 ? [`${exclusions.length} excluded`] : []),
  ]
  if (parts.length > 0) return parts.join(', ')
  return settings.length === 0 ? 'none' : 'as delivered'
}
