import type { RecommendationCardsAnswer } from '@outlay/shared/recommendations'
import { useQuery } from '@tanstack/react-query'
import { Load } from '../../components/ui/states.tsx'
import { readName } from '../../lib/change.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { listOptions } from './answers.ts'
import { FilterBar } from './filter-bar.tsx'
import { Headline } from './headline.tsx'
import { ListCard } from './list-card.tsx'
import { ListChips } from './list-chips.tsx'
import { listParams, matching } from './list-params.ts'
import { NothingFound, NothingHere } from './nothing.tsx'
import { inOrder } from './order.ts'
import { Pipeline } from './pipeline.tsx'
import { ProgressCard } from './progress-card.tsx'
import { RulesRunning } from './rules-running.tsx'
import { Tabs } from './tabs.tsx'
import { type Changes, useChanges } from './use-changes.tsx'

/** What can be saved, how sure it is, and what is being done about it. */
export function RecommendationsPage() {
  useTitle('Recommendations')
  const query = useQuery(listOptions())
  const changes = useChanges()
  return (
    <>
      <Tabs />
      <Load isPage query={query} what="The recommendations" skeleton={<RulesRunning />}>
        {(answer) => <Content answer={answer} changes={changes} />}
      </Load>
      {changes.notice}
    </>
  )
}

interface ContentProps {
  readonly answer: RecommendationCardsAnswer
  readonly changes: Changes
}

function Content({ answer, changes }: ContentProps) {
  const view = useView()
  const { now } = usePeriod()
  if (answer.data.length === 0) return <NothingFound ranAt={answer.meta.ranAt} />
  const params = listParams(view)
  const cards = inOrder(matching(answer.data, params), params.order)
  return (
    <>
      <Headline answer={answer} />
      <ProgressCard
        cards={answer.data}
        currency={view.currency ?? answer.totals.currency}
        today={now.today}
      />
      <Pipeline cards={answer.data} params={params} />
      <div className="card">
        <FilterBar cards={answer.data} params={params} />
        <ListChips />
      </div>
      {cards.length === 0 ? (
        <NothingHere cards={answer.data} params={params} />
      ) : (
        <ListCard
          cards={cards}
          params={params}
          people={peopleOf(answer)}
          today={now.today}
          changes={changes}
        />
      )}
    </>
  )
}

const PEOPLE_MAX = 8

/** Whoever uses this browser, and those who were given something before. */
function peopleOf({ data }: RecommendationCardsAnswer): readonly string[] {
  const names = [readName(), ...data.map(({ assignee }) => assignee)]
  return [...new Set(names.filter((name) => name !== null))].slice(0, PEOPLE_MAX)
}
