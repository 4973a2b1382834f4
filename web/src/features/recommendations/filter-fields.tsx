import type { RecommendationCard } from '@outlay/shared/recommendations'
import { useState } from 'react'
import { SelectField } from '../../components/ui/select-field.tsx'
import { canonicalFilters } from '../../lib/filters.ts'
import { isolate } from '../../lib/isolate.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

/** One cloud, as the filters of costs have it. */
export function ProviderField({ cards }: { readonly cards: readonly RecommendationCard[] }) {
  const view = useView()
  const setView = useSetView()
  const chosen = view.filters.filter(({ dim, op }) => dim === 'provider' && op === 'is')
  const rest = view.filters.filter((filter) => !chosen.includes(filter))
  return (
    <SelectField
      label="Cloud"
      value={chosen.map(({ value }) => value).join(',')}
      options={['', ...new Set(cards.map(({ provider }) => provider))].sort()}
      text={(value) =>
        value === ''
          ? 'All'
          : value
              .split(',')
              .map((one) => valueLabel('provider', one))
              .join(', ')
      }
      onChange={(value) =>
        setView({
          filters: canonicalFilters(value === '' ? rest : [...rest, { dim: 'provider', op: 'is', value }]),
        })
      }
    />
  )
}

/** One team: the scope of all pages. */
export function TeamField({ cards }: { readonly cards: readonly RecommendationCard[] }) {
  const { team } = useView()
  const setView = useSetView()
  const teams = [...new Set(cards.map((card) => card.team ?? ''))].sort()
  return (
    <SelectField
      label="Team"
      value={team ?? ''}
      options={['', ...teams.filter((one) => one !== '')]}
      text={(value) => (value === '' ? 'All' : isolate(value))}
      onChange={(value) => setView({ team: value === '' ? null : value })}
    />
  )
}

/** Words of a title, a resource or a rule; they hold once the field is left or Enter is pressed. */
export function Find({
  initial,
  onFind,
}: {
  readonly initial: string
  readonly onFind: (text: string) => void
}) {
  const [text, setText] = useState(initial)
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault()
        onFind(text.trim())
      }}
    >
      <label className="field-label" htmlFor="find-recommendation">
        Find
      </label>
      <input
        id="find-recommendation"
        type="search"
        placeholder="Name, resource, rule"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text.trim() !== initial && onFind(text.trim())}
      />
    </form>
  )
}
