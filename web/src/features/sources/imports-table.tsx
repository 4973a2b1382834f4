import type { CurrencyTotals, ImportRecord } from '@outlay/shared/api'
import { useState } from 'react'
import { MoreRows } from '../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { EmptyState } from '../../components/ui/states.tsx'
import { formatCount, formatInstant, formatMoneyExact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { useSetView } from '../../lib/search-state.ts'
import { HeldImport } from './held-import.tsx'
import { StateWord } from './state-word.tsx'

const COLUMNS = [
  { label: 'Files' },
  { label: 'State' },
  { label: 'Period' },
  { label: 'Rows in', num: true },
  { label: 'Kept', num: true },
  { label: 'Rejected', num: true },
  { label: 'Billed', num: true },
  { label: 'Imported' },
]

const SHOWN = 10

/** The ledger, newest first; the name of an import opens what was found in it. */
export function ImportsTable({ imports }: { readonly imports: readonly ImportRecord[] }) {
  const [all, setAll] = useState(false)
  if (imports.length === 0) return <EmptyState title="Nothing has been imported yet" />
  const shown = all ? imports : imports.slice(0, SHOWN)
  return (
    <>
      <ScrollRegion label="Imports">
        <table className="table">
          <caption className="sr-only">Imports, newest first</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {shown.map((record) => (
              <ImportRow key={record.id} record={record} imports={imports} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {imports.length > SHOWN && (
        <MoreRows shown={shown.length} total={imports.length} all={all} onAll={setAll} />
      )}
    </>
  )
}

interface ImportRowProps {
  readonly record: ImportRecord
  readonly imports: readonly ImportRecord[]
}

function ImportRow({ record, imports }: ImportRowProps) {
  const setView = useSetView()
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="link-button truncate"
          onClick={() => setView({ selected: record.id })}
        >
          <bdi>{fileNames(record.files)}</bdi>
        </button>
        <p className="row-note">
          {[record.source, record.kind, record.format, record.billingAccount]
            .filter((part) => part !== null)
            .map(isolate)
            .join(' · ')}
        </p>
      </th>
      <td>
        <StateWord state={record.state} />
        {record.state === 'held' ? (
          <HeldImport record={record} imports={imports} />
        ) : (
          record.message !== null && <p className="row-note">{record.message}</p>
        )}
      </td>
      <td className="nowrap">{record.billingPeriod?.slice(0, 7) ?? '–'}</td>
      <td className="num">{formatCount(record.rowsIn)}</td>
      <td className="num">{formatCount(record.rowsKept)}</td>
      <td className={`num ${record.rowsRejected > 0 ? 'warn-text' : ''}`}>
        {formatCount(record.rowsRejected)}
      </td>
      <td className="num">
        <Totals totals={record.totals} />
      </td>
      <td className="nowrap">{formatInstant(record.createdAt)}</td>
    </tr>
  )
}

function Totals({ totals }: { readonly totals: readonly CurrencyTotals[] }) {
  if (totals.length === 0) return '–'
  return totals.map(({ currency, billed }) => (
    <div key={currency}>{billed === null ? `unknown ${currency}` : formatMoneyExact(billed, currency)}</div>
  ))
}

/** The first file by its name, and how many more. */
export function fileNames(files: readonly string[]): string {
  const [first = 'no file'] = files
  const name = first.split('/').at(-1) ?? first
  return files.length > 1 ? `${name} and ${files.length - 1} more` : name
}
