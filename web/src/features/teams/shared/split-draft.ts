import type { AllocationSplit, SplitMethod } from '@outlay/shared/allocation'
import { addAmounts } from '../../../lib/amounts.ts'
import { isolate } from '../../../lib/isolate.ts'

export const METHODS: readonly SplitMethod[] = ['proportional', 'even', 'fixed', 'metric']

export const METHOD_LABEL: Record<SplitMethod, string> = {
  proportional: 'in proportion to direct costs',
  even: 'evenly',
  fixed: 'by fixed percentages',
  metric: 'by a quantity of each team',
}

export interface PercentDraft {
  readonly id: string
  readonly team: string
  readonly percent: string
}

/** How costs are divided, as it is typed. */
export interface SplitDraft {
  readonly method: SplitMethod
  /** Comma-separated; empty is all teams with direct costs. */
  readonly teams: string
  readonly unit: string
  readonly percents: readonly PercentDraft[]
}

export function newPercent(team = '', percent = ''): PercentDraft {
  return { id: crypto.randomUUID(), team, percent }
}

export function toSplitDraft(split: AllocationSplit): SplitDraft {
  return {
    method: split.method,
    teams: split.method === 'fixed' ? '' : (split.teams ?? []).join(', '),
    unit: split.method === 'metric' ? split.unit : '',
    percents:
      split.method === 'fixed'
        ? split.percents.map(({ team, percent }) => newPercent(team, percent))
        : [newPercent()],
  }
}

/** The split, or what it still lacks in words. */
export function fromSplitDraft({ method, teams, unit, percents }: SplitDraft): AllocationSplit | string {
  const names = teams
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const among = names.length === 0 ? null : names
  if (method === 'even' || method === 'proportional') return { method, teams: among }
  if (method === 'metric') return unit === '' ? 'Choose the quantity.' : { method, unit, teams: among }
  const filled = percents.filter(({ team }) => team.trim() !== '')
  if (filled.some(({ percent }) => !/^\d{1,3}(\.\d{1,8})?$/.test(percent)))
    return 'Every percentage is a number from 0 to 100.'
  const sum = percentSum(filled)
  if (sum !== '100') return `The percentages add up to ${sum}, they must to 100.`
  return { method, percents: filled.map(({ team, percent }) => ({ team: team.trim(), percent })) }
}

/** Exact sum of the percentages that are numbers. */
export function percentSum(percents: readonly Pick<PercentDraft, 'percent'>[]): string {
  return addAmounts(
    percents.map(({ percent }) => percent).filter((text) => /^\d{1,3}(\.\d{1,8})?$/.test(text)),
  )
}

/** A split in words: `in proportion to direct costs, among search and maps`. */
export function splitText(split: AllocationSplit): string {
  if (split.method === 'fixed')
    return `by fixed percentages: ${split.percents.map(({ team, percent }) => `${isolate(team)} ${percent}%`).join(', ')}`
  const among = split.teams === null ? '' : `, among ${split.teams.map((team) => isolate(team)).join(', ')}`
  const how =
    split.method === 'metric' ? `by ${isolate(split.unit)} of each team` : METHOD_LABEL[split.method]
  return `${how}${among}`
}
