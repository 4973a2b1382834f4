import type { ImportState, SourceState } from '@outlay/shared/api'

type State = ImportState | SourceState['state']

const TONE: Record<State, 'good' | 'warning' | 'critical' | 'quiet'> = {
  ok: 'good',
  counted: 'good',
  late: 'warning',
  held: 'warning',
  failed: 'critical',
  importing: 'quiet',
  side: 'quiet',
  superseded: 'quiet',
  unchanged: 'quiet',
}

const MEANING: Record<State, string> = {
  ok: 'up to date',
  late: 'later than this source usually is',
  failed: 'the last import failed',
  held: 'waits to be accepted: it would drop a fifth or more of what is there',
  importing: 'under way',
  counted: 'its costs count',
  side: 'answers only what finer sources lack',
  superseded: 'replaced by a newer delivery',
  unchanged: 'the same bytes again: nothing to do',
}

/** A state as a word with a mark; the colour only underlines it. */
export function StateWord({ state }: { readonly state: State }) {
  return (
    <span className={`state-word tone-${TONE[state]}`} title={MEANING[state]}>
      {state}
    </span>
  )
}
