import { GRADES, type RecommendationCard } from '@outlay/shared/recommendations'
import { SelectField } from '../../components/ui/select-field.tsx'
import { useSetView, useView } from '../../lib/search-state.ts'
import { Find, ProviderField, TeamField } from './filter-fields.tsx'
import { type ListParams, matching, ORDERS, type Order, withLocal } from './list-params.ts'
import { familyLabel, GRADE } from './words.ts'

const MINS = ['', '50', '100', '500', '1000', '5000']
const ORDER_LABEL: Readonly<Record<Order, string>> = {
  worth: 'Worth it first',
  counted: 'Counted saving',
  saving: 'Expected saving',
  cost: 'Monthly cost',
  confidence: 'Confidence',
  age: 'Oldest',
  name: 'Name',
}

interface FilterBarProps {
  readonly cards: readonly RecommendationCard[]
  readonly params: ListParams
}

/** Which recommendations, in which order; every choice is part of the address. */
export function FilterBar({ cards, params }: FilterBarProps) {
  const view = useView()
  const setView = useSetView()
  const local = (patch: Record<string, string | null>) => setView(withLocal(view, patch))
  const count = countsBy(cards, params)
  const kinds = [
    ...new Set(cards.map(({ family }) => `family ${family}`)),
    ...new Set(cards.map(({ rule }) => `rule ${rule}`)),
  ].sort()
  const kind =
    params.rule !== null ? `rule ${params.rule}` : params.family !== null ? `family ${params.family}` : ''
  return (
    <div className="filter-bar">
      <Find key={params.find} initial={params.find} onFind={(find) => local({ find })} />
      <ProviderField cards={cards} />
      <SelectField
        label="Certainty"
        value={params.grades.join(',')}
        options={['', ...GRADES, 'P,I,U']}
        text={(grades) => {
          if (grades === '') return 'Any'
          if (grades === 'P,I,U') return 'Bill, inventory or measured'
          const known = GRADES.find((grade) => grade === grades)
          return known === undefined
            ? grades
            : `${GRADE[known].name} (${count((card) => card.grade === known)})`
        }}
        onChange={(grade) => local({ grade })}
      />
      <SelectField
        label="Family or rule"
        value={kind}
        options={['', ...kinds]}
        text={(option) => kindLabel(option, count)}
        onChange={(option) => {
          const [field, value = ''] = option.split(' ')
          local({ family: null, rule: null, ...(field === '' ? {} : { [field ?? '']: value }) })
        }}
      />
      <TeamField cards={cards} />
      <SelectField
        label="Saves at least"
        value={params.min === 0 ? '' : String(params.min)}
        options={MINS}
        text={(min) => (min === '' ? 'Any' : `${min} a month`)}
        onChange={(min) => local({ min })}
      />
      <SelectField
        label="Sort by"
        value={params.order}
        options={ORDERS}
        text={(order) => ORDER_LABEL[order]}
        onChange={(order) => local({ order: order === 'worth' ? null : order })}
      />
    </div>
  )
}

type Counter = (test: (card: RecommendationCard) => boolean) => number

/** How many of the status in view each choice would show, other filters apart. */
function countsBy(cards: readonly RecommendationCard[], params: ListParams): Counter {
  const standing = matching(cards, { ...params, grades: [], family: null, rule: null })
  return (test) => standing.filter(test).length
}

function kindLabel(option: string, count: Counter): string {
  const [field, value = ''] = option.split(' ')
  if (field === 'family') return `${familyLabel(value)} (${count(({ family }) => family === value)})`
  return value === '' ? 'Any' : `${value} (${count(({ rule }) => rule === value)})`
}
