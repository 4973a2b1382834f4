import type { ConformanceFinding, ImportRecord } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { formatCount, formatInstant, formatMoneyExact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { importOptions } from '../../lib/queries.ts'
import { useSetView } from '../../lib/search-state.ts'
import { HeldImport } from './held-import.tsx'
import { fileNames } from './imports-table.tsx'
import { StateWord } from './state-word.tsx'

interface ImportDialogProps {
  readonly id: string
  /** The ledger, to tell what a held import would lower. */
  readonly imports: readonly ImportRecord[]
}

/** One import: its totals, what its rows break of the FOCUS rules, and what was rejected and why. */
export function ImportDialog({ id, imports }: ImportDialogProps) {
  const setView = useSetView()
  const query = useQuery(importOptions(id))
  return (
    <Dialog
      title={query.data === undefined ? 'Import' : isolate(fileNames(query.data.files))}
      className="wide"
      onClose={() => setView({ selected: null })}
    >
      <Load
        query={query}
        what="The import"
        skeleton={<Skeleton height={300} />}
        missing={<EmptyState title={`There is no import ${isolate(id)}`} />}
      >
        {(record) => (
          <>
            <p>
              <StateWord state={record.state} /> {formatInstant(record.createdAt)} ·{' '}
              {formatCount(record.rowsIn)} rows in, {formatCount(record.rowsKept)} kept,{' '}
              {formatCount(record.rowsRejected)} rejected
            </p>
            {record.state === 'held' ? (
              <HeldImport record={record} imports={imports} />
            ) : (
              record.message !== null && <p>{record.message}</p>
            )}
            <Totals record={record} />
            <Conformance findings={record.conformance ?? []} />
            <Rejects rejects={record.rejects ?? []} />
            <h3>Files</h3>
            <ul className="plain break">
              {record.files.map((file) => (
                <li key={file}>
                  <bdi>{file}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
      </Load>
    </Dialog>
  )
}

function Totals({ record }: { readonly record: ImportRecord }) {
  if (record.totals.length === 0) return null
  return (
    <ScrollRegion label="Totals per currency">
      <table className="table">
        <caption className="sr-only">Totals per currency</caption>
        <thead>
          <tr>
            <th scope="col">Currency</th>
            {['Rows', 'Billed', 'Effective', 'Contracted', 'List'].map((name) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {record.totals.map((total) => (
            <tr key={total.currency}>
              <th scope="row">{total.currency}</th>
              <td className="num">{formatCount(total.rows)}</td>
              {[total.billed, total.effective, total.contracted, total.list].map((amount, index) => (
                <td key={index} className="num">
                  {amount === null ? (
                    'unknown'
                  ) : (
                    <data value={amount}>{formatMoneyExact(amount, total.currency)}</data>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Conformance({ findings }: { readonly findings: readonly ConformanceFinding[] }) {
  if (findings.length === 0) return <p className="muted">No FOCUS rule is broken.</p>
  return (
    <>
      <h3>Conformance: {findings.length === 1 ? '1 rule' : `${findings.length} rules`} broken</h3>
      <ul className="findings">
        {findings.map((finding) => (
          <li key={finding.rule}>
            <p>
              <code>{finding.rule}</code> {finding.title}
            </p>
            <p className="muted">
              {finding.level}, {formatCount(finding.violations)} {finding.violations === 1 ? 'row' : 'rows'}
            </p>
            {finding.example !== null && (
              <details>
                <summary>
                  Row {formatCount(finding.example.row)} of{' '}
                  <bdi>{finding.example.file.split('/').at(-1)}</bdi>
                </summary>
                <dl className="facts">
                  {Object.entries(finding.example.values).map(([column, value]) => (
                    <div key={column}>
                      <dt>{column}</dt>
                      <dd className="break">{value ?? 'null'}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Rejects({ rejects }: { readonly rejects: NonNullable<ImportRecord['rejects']> }) {
  if (rejects.length === 0) return null
  return (
    <>
      <h3>Rejected rows</h3>
      <ul className="findings">
        {rejects.map((reject) => (
          <li key={`${reject.file} ${reject.row}`}>
            <p>
              Row {formatCount(reject.row)} of <bdi>{reject.file.split('/').at(-1)}</bdi>: {reject.reason}
            </p>
            <pre>{reject.line}</pre>
          </li>
        ))}
      </ul>
    </>
  )
}
