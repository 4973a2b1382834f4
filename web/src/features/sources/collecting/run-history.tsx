import type { CollectRun } from '@outlay/shared/collect'
import { useState } from 'react'
import { MoreRows } from '../../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { ViewLink } from '../../../components/ui/view-link.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import {
  faultText,
  kindText,
  readTexts,
  requestCostText,
  requestsText,
  runTone,
  tookText,
  triggerText,
  windowsText,
} from './words.ts'

const COLUMNS = [
  { label: 'Started' },
  { label: 'Outcome' },
  { label: 'Read', num: true },
  { label: 'Applied', num: true },
  { label: 'By part' },
  { label: 'Requests', num: true },
  { label: 'Their cost', num: true },
]
const SHOWN = 5
const PARTS_SHOWN = 2

/** The last runs of a source, newest first: what each read and changed, what it asked and what that cost. */
export function RunHistory({ id, runs }: { readonly id: string; readonly runs: readonly CollectRun[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? runs : runs.slice(0, SHOWN)
  return (
    <details className="run-history">
      <summary>
        {runs.length === 1 ? 'Its one run' : `Its last ${runs.length} runs`}
        <span className="sr-only"> of {isolate(id)}</span>
      </summary>
      <ScrollRegion label={`Runs of ${isolate(id)}`}>
        <table className="table">
          <caption className="sr-only">Runs of {isolate(id)}, newest first</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {shown.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {runs.length > SHOWN && <MoreRows shown={shown.length} total={runs.length} all={all} onAll={setAll} />}
    </details>
  )
}

function RunRow({ run }: { readonly run: CollectRun }) {
  const took = tookText(run)
  return (
    <tr>
      <th scope="row" className="nowrap">
        {formatInstant(run.startedAt)}
        <p className="row-note">
          {triggerText(run.trigger)}
          {took !== null && `, took ${took}`}
        </p>
      </th>
      <td>
        <span className={`state-word tone-${runTone(run.state)}`}>{run.state}</span>
        <RunNote run={run} />
      </td>
      <td className="num">
        {readTexts(run).map((text) => (
          <div key={text}>{text}</div>
        ))}
      </td>
      <td className="num">{run.rowsApplied === null ? 'not recorded' : formatCount(run.rowsApplied)}</td>
      <td>
        <Parts run={run} />
      </td>
      <td className="num">{requestsText(run)}</td>
      <td className="num">{requestCostText(run)}</td>
    </tr>
  )
}

function RunNote({ run: { endedAt, fault } }: { readonly run: CollectRun }) {
  if (fault !== null) {
    return (
      <p className="row-note">
        {faultText(fault)}{' '}
        <ViewLink to="/operations" hash={fault.help}>
          {kindText(fault)}
        </ViewLink>
      </p>
    )
  }
  if (endedAt !== null) return null
  return <p className="row-note">The process ended before the run did; the next run went on from there.</p>
}

function Parts({ run: { parts } }: { readonly run: CollectRun }) {
  if (parts.length === 0) return '–'
  if (parts.length <= PARTS_SHOWN) return <PartList parts={parts} />
  const faults = parts.filter(({ fault }) => fault !== null).length
  return (
    <details className="run-parts">
      <summary>
        {parts.length} parts{faults > 0 && `, ${faults} with a fault`}
      </summary>
      <PartList parts={parts} />
    </details>
  )
}

function PartList({ parts }: Pick<CollectRun, 'parts'>) {
  return (
    <ul className="plain run-parts">
      {parts.map((part) => (
        <li key={part.part}>
          {part.title}: {windowsText(part)}
          {part.rows > 0 && ` (${formatCount(part.rows)} ${part.rows === 1 ? 'row' : 'rows'})`}
          {part.fault !== null && <span className="warn-text"> {kindText(part.fault)}</span>}
        </li>
      ))}
    </ul>
  )
}
