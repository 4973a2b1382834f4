import type { RuleAnswer } from '@outlay/shared/recommendations'
import { isUnjudged, reasonsOf } from './reasons.ts'

export const OUTCOMES = [
  { id: 'found', label: 'Found something', tone: 'good' },
  { id: 'unjudged', label: 'Could not judge', tone: 'warning' },
  { id: 'nothing', label: 'Found nothing', tone: 'quiet' },
  { id: 'failed', label: 'Failed', tone: 'critical' },
  { id: 'unrun', label: 'Not run', tone: 'quiet' },
] as const
export type Outcome = (typeof OUTCOMES)[number]['id']

/** What the last run of a rule came to, in a word. */
export function outcomeOf(rule: Pick<RuleAnswer, 'id' | 'lastOutcome'>): Outcome {
  const { lastOutcome } = rule
  if (lastOutcome === null) return 'unrun'
  if (lastOutcome.error !== null) return 'failed'
  if (lastOutcome.findings > 0) return 'found'
  return reasonsOf([rule]).some(isUnjudged) ? 'unjudged' : 'nothing'
}
