import type { MetaAnswer } from '@outlay/shared/api'
import { CHARGES, DIMENSIONS, type Dimension, METRICS } from '@outlay/shared/dimensions'
import { SelectField } from '../../components/ui/select-field.tsx'
import { CHARGES_LABEL, dimensionLabel, METRIC_HINT, METRIC_LABEL, STEP_LABEL } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { chartKindOf, granularityOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { CHART_KINDS, STEPS, type View } from '../../lib/view.ts'
import { ViewsMenu } from '../saved/views-menu.tsx'
import { FilterPicker } from './filter-picker.tsx'

const CHART_LABEL = {
  bar: 'Bars',
  line: 'Lines',
  area: 'Sum',
  rank: 'Ranking',
  heat: 'Weekdays',
  table: 'Table',
}

interface RailProps {
  readonly meta: MetaAnswer | undefined
  readonly range: Range
}

/** The question: which money, how fine, grouped by what, and only which lines. */
export function Rail({ meta, range }: RailProps) {
  const view = useView()
  const dimensions = dimensionsOf(meta)
  return (
    <aside className="rail" aria-label="Question">
      <ViewsMenu />
      <MoneyFields />
      <Segments
        label="Step"
        value={STEPS.find((step) => step === granularityOf(view, range)[0]) ?? 'd'}
        options={STEPS}
        text={STEP_LABEL}
        patch={(step) => ({ step })}
      />
      <GroupFields dimensions={dimensions} />
      <Segments
        label="Chart"
        value={view.chart ?? chartKindOf(view, range)}
        options={CHART_KINDS}
        text={CHART_LABEL}
        className="is-threes"
        patch={(chart) => ({ chart })}
      />
      <FilterPicker dimensions={dimensions} range={range} />
    </aside>
  )
}

function MoneyFields() {
  const view = useView()
  const setView = useSetView()
  return (
    <>
      <SelectField
        label="Metric"
        value={view.metric}
        options={METRICS}
        text={(metric) => METRIC_LABEL[metric]}
        hint={METRIC_HINT[view.metric]}
        onChange={(metric) => setView({ metric })}
      />
      <SelectField
        label="Charges"
        value={view.charges}
        options={CHARGES}
        text={(charges) => CHARGES_LABEL[charges]}
        onChange={(charges) => setView({ charges })}
      />
    </>
  )
}

function GroupFields({ dimensions }: { readonly dimensions: readonly Dimension[] }) {
  const view = useView()
  const setView = useSetView()
  return (
    <>
      <SelectField
        label="Group by"
        value={view.by}
        options={dimensions}
        text={dimensionLabel}
        onChange={(by) => setView({ by })}
      />
      <SelectField
        label="Then by"
        value={view.by2 ?? ''}
        options={['' as const, ...dimensions.filter((dim) => dim !== view.by)]}
        text={(dim) => (dim === '' ? 'Nothing' : dimensionLabel(dim))}
        onChange={(dim) => setView({ by2: dim === '' ? null : dim })}
      />
    </>
  )
}

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly text: Readonly<Record<T, string>>
  readonly patch: (option: T) => Partial<View>
  readonly className?: string
}

function Segments<T extends string>({
  label,
  value,
  options,
  text,
  patch,
  className = '',
}: SegmentsProps<T>) {
  const setView = useSetView()
  return (
    <fieldset className={`segments ${className}`}>
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => setView(patch(option))}
        >
          {text[option]}
        </button>
      ))}
    </fieldset>
  )
}

function dimensionsOf(meta: MetaAnswer | undefined): readonly Dimension[] {
  const keys = [...new Set([...(meta?.promotedTags ?? []), ...(meta?.tagKeys ?? [])])]
  return [...DIMENSIONS, ...keys.map((key): Dimension => `tag:${encodeURIComponent(key)}`)]
}
