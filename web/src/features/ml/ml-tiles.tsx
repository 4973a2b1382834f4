import type { MlSummaryAnswer } from '@outlay/shared/ml'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatCount, formatMoneyCompact, formatShare, formatUnitPrice } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { mlOptions } from './ask.ts'

/** The figures that answer most; each leads to the part of the page that tells more. */
export function MlTiles({ answer }: { readonly answer: MlSummaryAnswer }) {
  const { total, allCosts, gpu, classes, meta } = answer
  const { currency } = meta
  const tokens = classes.find(({ class: id }) => id === 'tokens')?.cost ?? '0'
  const share = Number(allCosts) > 0 ? Number(total) / Number(allCosts) : null
  return (
    <ul className="tiles ml-tiles">
      <Tile
        to="ml-classes"
        label="ML cost"
        value={formatMoneyCompact(total, currency)}
        note={share === null ? '' : `${formatShare(share)} of all costs`}
      />
      <Tile
        to="ml-gpus"
        label="GPU spend"
        value={formatMoneyCompact(gpu.cost, currency)}
        note={`${formatCount(Math.round(gpu.hours))} accelerator hours`}
      />
      <IdleTile />
      <Tile
        to="ml-gpus"
        label="Cost per useful GPU hour"
        value={gpu.costPerUsefulHour === null ? 'unknown' : formatUnitPrice(gpu.costPerUsefulHour, currency)}
        note={usefulNote(answer)}
      />
      <Tile
        to="ml-gpus"
        label="On spot"
        value={gpu.spotShare === null ? 'unknown' : formatShare(gpu.spotShare)}
        note="of GPU spend"
      />
      <Tile
        to="ml-tokens"
        label="Tokens"
        value={formatMoneyCompact(tokens, currency)}
        note="LLM APIs, marketplace included"
      />
    </ul>
  )
}

function usefulNote({ gpu, meta }: MlSummaryAnswer): string {
  if (gpu.costPerUsefulHour === null) return 'no gpu_utilization: connect a metrics source'
  const hour = gpu.costPerHour === null ? '' : `${formatUnitPrice(gpu.costPerHour, meta.currency)} an hour; `
  return `${hour}useful by gpu_utilization, an upper bound`
}

/** Of the end of the data, whatever the period began with. */
function IdleTile() {
  const view = useView()
  const { range, known } = usePeriod()
  const { data } = useQuery({ ...mlOptions('gpu', view, range), enabled: known })
  const idle = data?.idleNow
  const measured = data !== undefined && data.idleNow.asOf !== null
  return (
    <Tile
      to="ml-idle"
      label="GPUs idle now"
      testId="idle-now"
      value={
        idle === undefined
          ? '…'
          : measured
            ? formatMoneyCompact(idle.costPerDay, data.meta.currency)
            : 'unknown'
      }
      note={
        idle === undefined
          ? ''
          : measured
            ? `a day, on ${formatCount(idle.machines)} ${idle.machines === 1 ? 'machine' : 'machines'} under 5% for six hours`
            : 'no gpu_utilization: connect a metrics source'
      }
    />
  )
}

interface TileProps {
  readonly to: string
  readonly label: string
  readonly value: ReactNode
  readonly note: ReactNode
  readonly testId?: string
}

function Tile({ to, label, value, note, testId }: TileProps) {
  return (
    <li className="tile">
      <a href={`#${to}`} className="tile-link">
        <span className="tile-label">{label}</span>
        <span className="tile-value" data-testid={testId}>
          {value}
        </span>
        <span className="tile-note">{note}</span>
      </a>
    </li>
  )
}
