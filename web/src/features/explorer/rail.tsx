import type { MetaAnswer } from '@outlay/shared/api'
import { CHARGES, DIMENSIONS, type Dimension, METRICS } from '@outlay/shared/dimensions'
import { CHARGES_LABEL, dimensionLabel, METRIC_HINT, METRIC_LABEL, STEP_LABEL } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { granularityOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { CHART_KINDS, STEPS } from '../../lib/view.ts'
import { FilterPicker } from './filter-picker.tsx'

interface RailProps {
  readonly meta: MetaAnswer | undefined
  readonly range: Range
}

/** The question: which money, how fine, grouped by what, and only which lines. */
export function Rail({ meta, range }: RailProps) {
  const view = useView()
  const setView = useSetView()
  const dimensions = dimensionsOf(meta)
  const step = granularityOf(view, range)[0]
  return (
    <aside className="rail" aria-label="Question">
      <Field
        label="Metric"
        value={view.metric}
        options={METRICS}
        text={(metric) => METRIC_LABEL[metric]}
        hint={METRIC_HINT[view.metric]}
        onChange={(metric) => setView({ metric })}
      />
      <Field
        label="Charges"
        value={view.charges}
        options={CHARGES}
        text={(charges) => CHARGES_LABEL[charges]}
        onChange={(charges) => setView({ charges })}
      />
      <fieldset className="segments">
        <legend>Step</legend>
        {STEPS.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={choice === step}
            onClick={() => setView({ step: choice })}
          >
            {STEP_LABEL[choice]}
          </button>
        ))}
      </fieldset>
      <Field
        label="Group by"
        value={view.by}
        options={dimensions}
        text={dimensionLabel}
        onChange={(by) => setView({ by })}
      />
      <Field
        label="Then by"
        value={view.by2 ?? ''}
        options={['' as const, ...dimensions.filter((dim) => dim !== view.by)]}
        text={(dim) => (dim === '' ? 'Nothing' : dimensionLabel(dim))}
        onChange={(dim) => setView({ by2: dim === '' ? null : dim })}
      />
      <fieldset className="segments">
        <legend>Chart</legend>
        {CHART_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={kind === (view.chart ?? 'bar')}
            onClick={() => setView({ chart: kind === 'bar' ? null : kind })}
          >
            {{ bar: 'Bars', line: 'Lines', table: 'Table' }[kind]}
          </button>
        ))}
      </fieldset>
      <FilterPicker
        dimensions={dimensions}
        range={range}
        currency={view.currency ?? meta?.currencies[0] ?? 'USD'}
      />
    </aside>
  )
}

interface FieldProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly text: (option: T) => string
  readonly hint?: string
  readonly onChange: (option: T) => void
}

function Field<T extends string>({ label, value, options, text, hint, onChange }: FieldProps<T>) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {(options.includes(value) ? options : [value, ...options]).map((option) => (
          <option key={option} value={option}>
            {text(option)}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </label>
  )
}

function dimensionsOf(meta: MetaAnswer | undefined): readonly Dimension[] {
  const keys = [...new Set([...(meta?.promotedTags ?? []), ...(meta?.tagKeys ?? [])])]
  return [...DIMENSIONS, ...keys.map((key): Dimension => `tag:${encodeURIComponent(key)}`)]
}
