import type { RuleAnswer, RuleExclusion, RuleMatch, RuleScopeSettings } from '@outlay/shared/recommendations'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { asWords } from '../words.ts'

type Change = RuleAnswer['changes'][number]

/** What a change made different from the one before it, or from the defaults where it is the first. */
export function changeText(
  { settings }: Pick<RuleAnswer, 'settings'>,
  before: Change | undefined,
  after: Change,
): string {
  const moved = settings.flatMap(({ name, default: usual }) => {
    const [from, to] = [before?.settings[name] ?? usual, after.settings[name] ?? usual]
    return JSON.stringify(from) === JSON.stringify(to)
      ? []
      : [`${asWords(name)} ${valueText(from)} → ${valueText(to)}`]
  })
  const [exclusions, excluded] = [after.exclusions, before?.exclusions ?? []]
  const [scopes, scoped] = [after.scopes, before?.scopes ?? []]
  const parts = [
    ...moved,
    ...without(exclusions, excluded).map((one) => `leaves out ${exclusionText(one)}`),
    ...without(excluded, exclusions).map((one) => `no longer leaves out ${exclusionText(one)}`),
    ...without(scopes, scoped).map((one) => `sets for ${scopeText(one)}`),
    ...without(scoped, scopes).map((one) => `no longer sets for ${scopeText(one)}`),
  ]
  return parts.length === 0 ? 'saved without a change' : parts.join('; ')
}

/** `account 123 (needed for the audit)`. */
export function exclusionText(exclusion: RuleExclusion): string {
  return `${matchText(exclusion)} (${isolate(exclusion.reason)})`
}

/** `team search: Days 30`. */
export function scopeText({ settings, ...match }: RuleScopeSettings): string {
  const values = Object.entries(settings).map(([name, value]) => `${asWords(name)} ${valueText(value)}`)
  return `${matchText(match)}: ${values.join(', ')}`
}

/** A setting as it is written in its field. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function matchText({ provider, subAccount, resource, team, tag }: RuleMatch): string {
  const parts = [
    provider !== undefined && valueLabel('provider', provider),
    subAccount !== undefined && `account ${isolate(subAccount)}`,
    resource !== undefined && `resource ${isolate(resource)}`,
    team !== undefined && `team ${isolate(team)}`,
    tag !== undefined && `tag ${isolate(tag)}`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

function without<T>(all: readonly T[], those: readonly T[]): readonly T[] {
  const known = new Set(those.map((one) => JSON.stringify(one)))
  return all.filter((one) => !known.has(JSON.stringify(one)))
}
