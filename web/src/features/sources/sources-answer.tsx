import type { MetaAnswer } from '@outlay/shared/api'
import { Skeleton } from '../../components/ui/states.tsx'
import { formatDay } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { usePeriod } from '../../lib/use-period.ts'

/** How far the data goes and what holds it up, in a sentence. */
export function SourcesAnswer() {
  const { meta } = usePeriod()
  return (
    <div className="page-head">
      {meta === undefined ? (
        <Skeleton height={34} width="50%" />
      ) : (
        <h1 className="answer">{sourcesSentence(meta)}</h1>
      )}
    </div>
  )
}

/** `Data is complete through 18 Nov 2026; azure-ea is held since 19 Nov 2026.` */
export function sourcesSentence({
  sources,
  dataThrough,
}: Pick<MetaAnswer, 'sources' | 'dataThrough'>): string {
  if (sources.length === 0) return 'No bill has been loaded yet.'
  const through =
    dataThrough === null
      ? 'There is no complete day of data yet'
      : `Data is complete through ${formatDay(dataThrough, 'year')}`
  const waiting = sources.filter(({ state }) => state !== 'ok')
  const trouble = waiting.map(({ id, state, dataThrough: last }) =>
    last === null
      ? `${isolate(id)} is ${state}`
      : `${isolate(id)} is ${state}, with data through ${formatDay(last, 'year')}`,
  )
  if (trouble.length > 0) return `${through}; ${trouble.join('; ')}.`
  return `${through}; ${sources.length === 1 ? 'its one source is' : `all ${sources.length} sources are`} up to date.`
}
