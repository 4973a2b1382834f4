import type { ImportRecord, SourceState } from '@outlay/shared/api'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatCount, formatDay, formatInstant } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { HeldImport, heldOf } from './held-import.tsx'
import { StateWord } from './state-word.tsx'

const COLUMNS = [
  { label: 'Source' },
  { label: 'State' },
  { label: 'Billing account' },
  { label: 'Data from' },
  { label: 'Data through' },
  { label: 'Rows', num: true },
  { label: 'Last import' },
]

interface SourcesTableProps {
  readonly sources: readonly SourceState[]
  /** The ledger, which knows what a held source waits for. */
  readonly imports: readonly ImportRecord[]
}

/** One row a source and billing account: its state in a word, how far it goes, how much it brought. */
export function SourcesTable({ sources, imports }: SourcesTableProps) {
  return (
    <ScrollRegion label="Sources">
      <table className="table">
        <caption className="sr-only">Sources</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {sources.map((source) => (
            <tr key={`${source.id} ${source.billingAccount} ${source.grain}`}>
              <th scope="row">
                {valueLabel('provider', source.provider)} <bdi className="muted nowrap">{source.id}</bdi>
                {source.state !== 'held' && source.message !== null && (
                  <p className="row-note">{source.message}</p>
                )}
              </th>
              <td>
                <StateWord state={source.state} />
                {source.state === 'held' &&
                  heldOf(source, imports).map((record) => (
                    <HeldImport key={record.id} record={record} imports={imports} linked />
                  ))}
              </td>
              <td>
                <bdi>{source.billingAccountName ?? source.billingAccount}</bdi>
                <p className="row-note">{source.grain}</p>
              </td>
              <td className="nowrap">
                {source.dataFrom === null ? '–' : formatDay(source.dataFrom, 'year')}
              </td>
              <td className="nowrap">
                {source.dataThrough === null ? '–' : formatDay(source.dataThrough, 'year')}
              </td>
              <td className="num">{formatCount(source.rows)}</td>
              <td className="nowrap">
                {source.lastImportAt === null ? '–' : formatInstant(source.lastImportAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
