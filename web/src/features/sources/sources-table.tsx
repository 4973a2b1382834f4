import type { SourceState } from '@outlay/shared/api'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatCount, formatDay, formatInstant } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
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

/** One row a source and billing account: its state in a word, how far it goes, how much it brought. */
export function SourcesTable({ sources }: { readonly sources: readonly SourceState[] }) {
  return (
    <ScrollRegion label="Sources">
      <table className="table">
        <caption className="sr-only">Sources</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {sources.map((source) => (
            <tr key={`${source.id} ${source.billingAccount} ${source.grain}`}>
              <th scope="row">
                {valueLabel('provider', source.provider)} <span className="muted">{source.id}</span>
                {source.message !== null && <p className="row-note">{source.message}</p>}
              </th>
              <td>
                <StateWord state={source.state} />
              </td>
              <td>
                {source.billingAccountName ?? source.billingAccount}
                <p className="row-note">{source.grain}</p>
              </td>
              <td>{source.dataFrom === null ? '–' : formatDay(source.dataFrom, 'year')}</td>
              <td>{source.dataThrough === null ? '–' : formatDay(source.dataThrough, 'year')}</td>
              <td className="num">{formatCount(source.rows)}</td>
              <td>{source.lastImportAt === null ? '–' : formatInstant(source.lastImportAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
