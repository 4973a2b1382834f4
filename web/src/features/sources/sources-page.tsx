import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { formatDay } from '../../lib/format.ts'
import { importsOptions, restatementsOptions, sourcesOptions } from '../../lib/queries.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { BridgeCard } from './bridge-card.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ImportsTable } from './imports-table.tsx'
import { RestatementsTable } from './restatements-table.tsx'
import { SourcesTable } from './sources-table.tsx'
import { UploadCard } from './upload-card.tsx'

/** Can today's number be trusted: what came in, how far it goes, what was faulty, and what moved later. */
export function SourcesPage() {
  useTitle('Data sources')
  const view = useView()
  const sources = useQuery(sourcesOptions())
  const imports = useQuery(importsOptions())
  const restatements = useQuery(restatementsOptions())
  return (
    <>
      <div className="page-head">
        <Answer />
      </div>
      <section className="card card-flush">
        <div className="card-head">
          <h2 className="card-title">Sources</h2>
        </div>
        <Load query={sources} what="The sources" skeleton={<Skeleton height={180} />}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState title="No source yet">
                <p>Upload a bill below, or run outlay import with its path.</p>
              </EmptyState>
            ) : (
              <SourcesTable sources={data} />
            )
          }
        </Load>
      </section>
      <UploadCard />
      <BridgeCard />
      <section className="card card-flush">
        <div className="card-head">
          <h2 className="card-title">Imports</h2>
        </div>
        <Load query={imports} what="The imports" skeleton={<Skeleton height={320} />}>
          {({ data }) => <ImportsTable imports={data} />}
        </Load>
      </section>
      <section className="card card-flush">
        <div className="card-head">
          <h2 className="card-title">Restatements</h2>
          <p className="card-note">Days that changed after they were first imported</p>
        </div>
        <Load query={restatements} what="The restatements" skeleton={<Skeleton height={160} />}>
          {({ data }) => <RestatementsTable restatements={data} />}
        </Load>
      </section>
      {view.selected !== null && <ImportDialog id={view.selected} />}
    </>
  )
}

function Answer() {
  const { meta } = usePeriod()
  if (meta === undefined) return <Skeleton height={34} width="50%" />
  const waiting = meta.sources.filter(({ state }) => state !== 'ok')
  const through =
    meta.dataThrough === null
      ? 'There is no complete day of data yet'
      : `Data is complete through ${formatDay(meta.dataThrough, 'year')}`
  const trouble =
    waiting.length === 0
      ? `all ${meta.sources.length} sources are up to date`
      : waiting
          .map(
            ({ id, state, dataThrough }) =>
              `${id} is ${state}${dataThrough === null ? '' : ` since ${formatDay(dataThrough, 'year')}`}`,
          )
          .join(', ')
  return (
    <h1 className="answer">
      {meta.sources.length === 0 ? 'No bill has been loaded yet.' : `${through}; ${trouble}.`}
    </h1>
  )
}
