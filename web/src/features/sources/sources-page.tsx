import './sources.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { importsOptions, restatementsOptions } from '../../lib/queries.ts'
import { useView } from '../../lib/search-state.ts'
import { useTitle } from '../../lib/use-title.ts'
import { BridgeCard } from './bridge-card.tsx'
import { CollectingList } from './collecting/collecting-list.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ImportsTable } from './imports-table.tsx'
import { InvoicesCard } from './invoices/invoices-card.tsx'
import { RestatementsTable } from './restatements-table.tsx'
import { SourcesAnswer } from './sources-answer.tsx'
import { SourcesTable } from './sources-table.tsx'
import { CompletenessCard } from './strip/completeness-card.tsx'
import { UploadCard } from './upload-card.tsx'
import { useSources } from './use-sources.ts'

/** Can today's number be trusted: what came in, how far it goes, what was faulty, and what moved later. */
export function SourcesPage() {
  useTitle('Data sources')
  const view = useView()
  const sources = useSources()
  const imports = useQuery(importsOptions())
  const restatements = useQuery(restatementsOptions())
  const ledger = imports.data?.data ?? []
  return (
    <>
      <SourcesAnswer />
      <TableCard title="Sources">
        <Load query={sources} what="The sources" skeleton={<Skeleton height={180} />}>
          {({ data }) =>
            data.length === 0 ? <NoSource /> : <SourcesTable sources={data} imports={ledger} />
          }
        </Load>
      </TableCard>
      {sources.data !== undefined && <CompletenessCard sources={sources.data.data} />}
      {(sources.data !== undefined || sources.isPending) && (
        <TableCard title="Collecting" note="Sources of the config file, which Outlay asks by itself">
          {sources.data === undefined ? (
            <Skeleton height={180} />
          ) : (
            <CollectingList sources={sources.data.collecting} />
          )}
        </TableCard>
      )}
      <UploadCard />
      {sources.data?.data.length !== 0 && <BridgeCard />}
      {sources.data?.data.length !== 0 && <InvoicesCard />}
      <TableCard title="Restatements" note="Days that changed after they were first imported">
        <Load query={restatements} what="The restatements" skeleton={<Skeleton height={160} />}>
          {({ data }) => <RestatementsTable restatements={data} />}
        </Load>
      </TableCard>
      <TableCard title="Imports">
        <Load query={imports} what="The imports" skeleton={<Skeleton height={320} />}>
          {({ data }) => <ImportsTable imports={data} />}
        </Load>
      </TableCard>
      {view.selected !== null && <ImportDialog id={view.selected} imports={ledger} />}
    </>
  )
}

interface TableCardProps {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

function TableCard({ title, note, children }: TableCardProps) {
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">{title}</h2>
        {note !== undefined && <p className="card-note">{note}</p>}
      </div>
      {children}
    </section>
  )
}

function NoSource() {
  return (
    <EmptyState title="No source yet">
      <p>Choose a file of your cloud’s bill below, or load files and folders from a terminal:</p>
      <p>
        <code>npx --yes pnpm outlay import &lt;file, folder or glob&gt;</code>
      </p>
    </EmptyState>
  )
}
