import type { CollectProgress, CollectState } from '@outlay/shared/collect'
import { isolate } from '../../../lib/isolate.ts'
import { progressFacts, readTexts, stageText } from './words.ts'

/** How far a run is: the windows of its part as a bar, the rest in words. */
export function RunProgress({ id, running }: { readonly id: string; readonly running: CollectProgress }) {
  const { windowsDone, windowsOf } = running
  return (
    <div className="run-progress">
      <progress
        aria-label={`Windows of ${isolate(id)}`}
        {...(windowsOf > 0 && { value: windowsDone, max: windowsOf })}
      />
      <p className="strong">{stageText(running)}</p>
      <p className="card-note">{progressFacts(running)}</p>
    </div>
  )
}

/** Tells a screen reader where a run begins, which part it reads and how it ended; the figures between change too often. */
export function RunNews({ source: { id, running, runs } }: { readonly source: CollectState }) {
  const [last] = runs
  const told =
    running !== null
      ? `Collecting ${isolate(id)}${running.title === '' ? '' : `: ${running.title}`}`
      : last === undefined
        ? ''
        : `${isolate(id)}: last run ${last.state}, ${readTexts(last).join(', ')}`
  return (
    <p className="sr-only" role="status">
      {told}
    </p>
  )
}
