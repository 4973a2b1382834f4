import type { OverviewAnswer } from '@outlay/shared/api'
import { lazy, Suspense, useState } from 'react'
import { Skeleton } from '../../components/ui/states.tsx'
import { pagePart } from '../../lib/page-part.ts'
import { useView } from '../../lib/search-state.ts'
import { DailyChart } from './daily-chart.tsx'
import { pointsOf, type ShownDays, toDailyModel } from './daily-model.ts'

const more = () => pagePart(import('./more.tsx'))
const DailyExtras = lazy(async () => ({ default: (await more()).DailyExtras }))
const DailyMarks = lazy(async () => ({ default: (await more()).DailyMarks }))
const DailyTools = lazy(async () => ({ default: (await more()).DailyTools }))
/** With the styles of budgets, which no one needs before asking for it. */
const AgainstBudget = lazy(async () => ({
  default: (await pagePart(import('./against-budget.tsx'))).AgainstBudget,
}))

interface DailyCardProps {
  readonly overview: OverviewAnswer
}

/** Daily cost at once, of the page's own answer; its choices, forecast and marks join without drawing it anew. */
export function DailyCard({ overview }: DailyCardProps) {
  const view = useView()
  const [found, setFound] = useState<ShownDays | null>(null)
  const tools = (
    <Suspense fallback={<div className="chart-tools" />}>
      <DailyTools overview={overview} />
    </Suspense>
  )
  if (view.chart === 'area')
    return (
      <>
        {tools}
        <Suspense fallback={<Skeleton height={330} />}>
          <AgainstBudget overview={overview} />
        </Suspense>
      </>
    )
  const shown: ShownDays =
    found?.overview === overview
      ? found
      : { overview, split: 'provider', model: toDailyModel(overview, 'provider', pointsOf(overview.daily)) }
  return (
    <>
      <DailyChart
        shown={shown}
        tools={tools}
        over={(drawn) => (
          <Suspense>
            <DailyMarks {...drawn} overview={overview} />
          </Suspense>
        )}
      />
      <Suspense>
        <DailyExtras overview={overview} onShown={setFound} />
      </Suspense>
    </>
  )
}
