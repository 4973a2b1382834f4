import type { OverviewAnswer } from '@outlay/shared/api'
import { Segments } from '../../components/ui/segments.tsx'
import { useSetView, useView } from '../../lib/search-state.ts'
import { useLocal } from '../../lib/use-local.ts'
import type { DailySplit } from './daily-model.ts'
import { useBudgetInView } from './use-budget-in-view.ts'

const SPLITS = [
  { value: 'provider', label: 'Provider' },
  { value: 'service', label: 'Service' },
  { value: 'team', label: 'Team' },
] as const

const MODES = [
  { value: 'daily', label: 'Daily' },
  { value: 'sum', label: 'Against budget' },
] as const

/** Which split the address asks for. */
export function useSplit(): DailySplit {
  const { local } = useView()
  return SPLITS.find(({ value }) => value === local['split'])?.value ?? 'provider'
}

/** What the daily chart is split by, and whether it is shown against the budget, where there is one. */
export function DailyTools({ overview }: { readonly overview: OverviewAnswer }) {
  const { chart } = useView()
  const setView = useSetView()
  const { setLocal } = useLocal()
  const split = useSplit()
  const isSum = chart === 'area'
  const hasBudget = useBudgetInView(overview) !== undefined
  return (
    <div className="chart-tools">
      {!isSum && (
        <Segments
          label="Split by"
          value={split}
          options={SPLITS}
          onChange={(value) => setLocal({ split: value === 'provider' ? null : value })}
        />
      )}
      {(isSum || hasBudget) && (
        <Segments
          label="Show"
          value={isSum ? 'sum' : 'daily'}
          options={MODES}
          onChange={(value) => setView({ chart: value === 'sum' ? 'area' : null })}
        />
      )}
    </div>
  )
}
