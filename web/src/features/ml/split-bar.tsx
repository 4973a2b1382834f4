import type { GpuSplit } from '@outlay/shared/ml'
import { formatMoney, formatShare } from '../../lib/format.ts'

export const SPLIT_PARTS = [
  { part: 'busy', label: 'Busy, 70 % and more' },
  { part: 'partly', label: 'Partly used, 5 to 70 %' },
  { part: 'idle', label: 'Idle, under 5 %' },
  { part: 'unused', label: 'Reserved and unused' },
  { part: 'noMetric', label: 'No metric' },
  { part: 'fees', label: 'Fees, no use' },
] as const

interface SplitBarProps {
  readonly split: GpuSplit
  readonly currency: string
  readonly name: string
}

/** One bar of the parts of GPU money, drawn for the eye; the figures stand beside it. */
export function SplitBar({ split, currency, name }: SplitBarProps) {
  const parts = SPLIT_PARTS.map(({ part, label }) => ({ part, label, value: Number(split[part]) }))
  const total = parts.reduce((sum, { value }) => sum + Math.max(0, value), 0)
  const words = parts
    .filter(({ value }) => value > 0)
    .map(({ label, value }) => `${label} ${formatMoney(value, currency)}`)
  return (
    <div className="split-bar" role="img" aria-label={`${name}: ${words.join(', ') || 'nothing'}`}>
      {total > 0 &&
        parts.map(({ part, label, value }) =>
          value > 0 ? (
            <span
              key={part}
              className={`split-${part}`}
              style={{ width: `${(value / total) * 100}%` }}
              title={`${label}: ${formatMoney(value, currency)}, ${formatShare(value / total)}`}
            />
          ) : null,
        )}
    </div>
  )
}
