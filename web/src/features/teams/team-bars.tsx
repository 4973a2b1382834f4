import type { AllocationSummary } from '@outlay/shared/allocation'
import { useId } from 'react'
import { formatMoneyCompact, formatShare } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'

const SHOWN = 15

interface Bar {
  readonly key: string
  readonly label: string
  readonly direct: number
  readonly shared: number
  readonly none: number
}

/** Teams as bars, direct and shared one behind the other, what has no team last; the table below is their twin. */
export function TeamBars({ summary }: { readonly summary: AllocationSummary }) {
  const id = useId()
  const { currency } = summary
  const bars = barsOf(summary)
  const largest = Math.max(...bars.map((bar) => sizeOf(bar)), 1)
  if (bars.length === 0) return null
  return (
    <figure className="team-bars" aria-labelledby={id}>
      <figcaption id={id}>
        <span className="sr-only">Cost by team, direct, shared and without a team. </span>
        <Key name="direct" text="Direct" amount={summary.direct} summary={summary} />
        <Key name="shared" text="Shared" amount={summary.shared} summary={summary} />
        <Key name="none" text="No team" amount={summary.unallocated} summary={summary} />
      </figcaption>
      <ol>
        {bars.map((bar) => (
          <li key={bar.key}>
            <span className="truncate">{bar.label}</span>
            <span className="team-bar" aria-hidden="true">
              {(['direct', 'shared', 'none'] as const).map((part) =>
                bar[part] > 0 ? (
                  <span
                    key={part}
                    className={`part-${part}`}
                    style={{ width: `${(bar[part] / largest) * 100}%` }}
                  />
                ) : null,
              )}
            </span>
            <span className="num">{formatMoneyCompact(sizeOf(bar), currency)}</span>
          </li>
        ))}
      </ol>
      {summary.teams.length > SHOWN && (
        <p className="field-hint">
          The {SHOWN} largest of {summary.teams.length}; all stand in the table.
        </p>
      )}
    </figure>
  )
}

interface KeyProps {
  readonly name: string
  readonly text: string
  readonly amount: string
  readonly summary: AllocationSummary
}

function Key({ name, text, amount, summary: { total, currency } }: KeyProps) {
  const share = Number(amount) / Number(total)
  return (
    <span className="team-key">
      <span className={`key-swatch part-${name}`} aria-hidden="true" />
      {text} {formatMoneyCompact(amount, currency)}
      {share >= 0 && share <= 1 && <span className="muted"> {formatShare(share)}</span>}
    </span>
  )
}

function barsOf({ teams, unallocated }: AllocationSummary): readonly Bar[] {
  const owned = teams.slice(0, SHOWN).map(({ team, name, direct, sharedIn }) => ({
    key: `team ${team}`,
    label: isolate(name ?? team),
    direct: Number(direct),
    shared: Number(sharedIn),
    none: 0,
  }))
  const none = Number(unallocated)
  return none === 0 ? owned : [...owned, { key: 'none', label: 'No team', direct: 0, shared: 0, none }]
}

function sizeOf({ direct, shared, none }: Bar): number {
  return direct + shared + none
}
