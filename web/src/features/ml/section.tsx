import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { CHARGES_LABEL, METRIC_LABEL, rangeLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import type { View } from '../../lib/view.ts'
import { type MlAnswers, mlOptions, mlPath } from './ask.ts'

interface SectionProps<S extends keyof MlAnswers> {
  readonly id: string
  readonly title: string
  /** What it tells, in a sentence below its title. */
  readonly about: string
  readonly section: S
  readonly height: number
  /** The view of the Explorer whose total is the cost of the section. */
  readonly view?: (answer: MlAnswers[S]) => (view: View) => View
  /** False while what stands above is not there yet. */
  readonly ready?: boolean
  readonly children: (answer: MlAnswers[S]) => ReactNode
}

/** One part of the page with its own question, so that one that fails leaves the others standing. */
export function Section<S extends keyof MlAnswers>(props: SectionProps<S>) {
  const { id, title, about, section, height, view: linesOf, ready = true, children } = props
  const view = useView()
  const { range, known } = usePeriod()
  const query = useQuery({ ...mlOptions(section, view, range), enabled: known && ready })
  const answer = query.data
  return (
    <section className="card card-flush ml-section" id={id}>
      <div className="card-line ml-section-head">
        <div>
          <h2 className="card-title">{title}</h2>
          <p className="muted ml-about">{about}</p>
        </div>
        {answer !== undefined && (
          <WorkingButton
            of={title}
            working={() => {
              const { meta } = answer
              const { basis, currency } = meta
              return {
                question: `${title}: ${METRIC_LABEL[basis.metric]} cost (${CHARGES_LABEL[basis.charges]}) in ${currency}, ${rangeLabel(meta)}`,
                method: about,
                sql: { path: `${mlPath(section, view, range)}&explain=1` },
                rows: null,
                view: linesOf === undefined ? null : linesOf(answer),
              }
            }}
          />
        )}
      </div>
      <Load query={query} what={title} skeleton={<Skeleton height={height} />}>
        {children}
      </Load>
    </section>
  )
}
