import { type Dimension, FILTER_OPS, type FilterOp } from '@outlay/shared/dimensions'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { SelectField } from '../../components/ui/select-field.tsx'
import { ErrorState, Skeleton } from '../../components/ui/states.tsx'
import { canonicalFilters, type Filter } from '../../lib/filters.ts'
import { formatMoneyCompact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { dimensionLabel, OP_LABEL, valueLabel } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { valuesOptions } from '../../lib/queries.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

interface FilterPickerProps {
  readonly dimensions: readonly Dimension[]
  readonly range: Range
}

const SHOWN = 12

/** Adds a filter: a dimension, an operator, and one of its values with its cost beside it. */
export function FilterPicker({ dimensions, range }: FilterPickerProps) {
  const { dim, op, search, setDim, setOp, setSearch, add, submit } = useFilterDraft()
  return (
    <form className="filter-picker" onSubmit={submit}>
      <p className="field-label">Add a filter</p>
      <div className="filter-row">
        <SelectField
          compact
          label="Filter by"
          value={dim}
          options={dimensions}
          text={dimensionLabel}
          onChange={setDim}
        />
        <SelectField
          compact
          label="Condition"
          value={op}
          options={FILTER_OPS}
          text={(choice) => OP_LABEL[choice]}
          onChange={setOp}
        />
      </div>
      {op === 'absent' ? (
        <button type="submit" className="button">
          Add filter
        </button>
      ) : (
        <>
          <input
            type="search"
            aria-label={`Value of ${dimensionLabel(dim)}`}
            placeholder={op === 'contains' ? 'Text, then Enter' : 'Search values…'}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Values dim={dim} search={search} range={range} onPick={add} />
        </>
      )}
    </form>
  )
}

/** The filter that is being put together; adding it leaves the draft ready for the next value. */
function useFilterDraft() {
  const view = useView()
  const setView = useSetView()
  const [dim, setDim] = useState<Dimension>('service')
  const [op, setOp] = useState<FilterOp>('is')
  const [search, setSearch] = useState('')
  const add = (value: string | null) => {
    const filter: Filter = value === null ? { dim, op: 'absent', value: '' } : { dim, op, value }
    setView({ filters: canonicalFilters([...view.filters, filter]) })
    setSearch('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (op === 'absent') add(null)
    else if (search.trim() !== '') add(search.trim())
  }
  return { dim, op, search, setDim, setOp, setSearch, add, submit }
}

interface ValuesProps {
  readonly dim: Dimension
  readonly search: string
  readonly range: Range
  readonly onPick: (value: string | null) => void
}

function Values({ dim, search, range, onPick }: ValuesProps) {
  const view = useView()
  const query = useQuery(valuesOptions(dim, useDeferredValue(search.trim()), view, range))
  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} what="The values" retry={() => void query.refetch()} />
  }
  if (query.data === undefined) return <Skeleton height={200} />
  const { data: values, meta } = query.data
  return (
    <>
      <ul className="values" aria-label={`Values of ${dimensionLabel(dim)}`}>
        {values.slice(0, SHOWN).map(({ value, name, cost }) => (
          <li key={JSON.stringify(value)}>
            <button type="button" className="value" onClick={() => onPick(value)}>
              <span className="truncate">
                {value === null || name === null ? valueLabel(dim, value) : isolate(name)}
              </span>
              <span className="value-cost">
                {cost === null ? 'no rate' : formatMoneyCompact(cost, meta.currency)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {values.length === 0 && <p className="muted">No value matches.</p>}
      {values.length > SHOWN && (
        <p className="field-hint">{values.length - SHOWN} more: type to narrow down.</p>
      )}
    </>
  )
}
