import type { RuleAnswer, RuleExclusion, RuleScopeSettings } from '@outlay/shared/recommendations'
import { valueText } from './change-text.ts'

/** The form of a rule: every setting as it is typed. */
export interface Draft {
  readonly values: Readonly<Record<string, string>>
  readonly exclusions: readonly RuleExclusion[]
  readonly scopes: readonly RuleScopeSettings[]
}

export function draftOf(rule: Pick<RuleAnswer, 'settings' | 'exclusions' | 'scopes'>): Draft {
  const { settings, exclusions, scopes } = rule
  return {
    values: Object.fromEntries(settings.map(({ name, value }) => [name, valueText(value)])),
    exclusions,
    scopes,
  }
}

/** The body of `PATCH /rules/{id}`: settings that differ from their default, all exclusions and scopes. */
export function bodyOf({ settings }: Pick<RuleAnswer, 'settings'>, { values, ...rest }: Draft) {
  const changed = settings.flatMap(({ name, default: usual }) => {
    const text = values[name]?.trim() ?? ''
    return text === '' || text === valueText(usual) ? [] : [[name, parseSetting(text, usual)] as const]
  })
  return { settings: Object.fromEntries(changed), ...rest }
}

/** A text as the kind of value that the default is; what is no number goes as text, and the server says so. */
export function parseSetting(text: string, usual: unknown): unknown {
  if (typeof usual === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (typeof usual === 'boolean') return text === 'true'
  if (Array.isArray(usual)) {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => (typeof usual[0] === 'number' ? Number(part) : part))
  }
  return text
}
