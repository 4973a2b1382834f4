import { unitOf } from '../random.ts'
import { type Fleet, STORY_SEED } from './fleet.ts'

/** `value`, or within ± `spread` of it in other companies. */
export function vary(fleet: Fleet, key: string, value: number, spread = 0.25): number {
  const { seed } = fleet.calendar
  if (seed === STORY_SEED) return value
  return value * (1 + spread * (2 * unitOf(seed, `vary:${key}`) - 1))
}

/** The first of some alternatives, or any of them in other companies. */
export function choose<T>(fleet: Fleet, key: string, alternatives: readonly [T, ...T[]]): T {
  const { seed } = fleet.calendar
  if (seed === STORY_SEED) return alternatives[0]
  const index = Math.floor(unitOf(seed, `choose:${key}`) * alternatives.length)
  return alternatives[index] ?? alternatives[0]
}

/** A whole number between two bounds around `count`. */
export function varyCount(fleet: Fleet, key: string, count: number, spread = 0.3): number {
  return Math.max(1, Math.round(vary(fleet, key, count, spread)))
}
