import type { PromotedTags } from '../queries/dimension-sql.ts'
import type { RuleSet, TagRequirement } from './model.ts'

/** The keys that count: those that somebody required, else `team` where the bill's own is promoted, which decides teams. */
export function requirementsOf(set: RuleSet, promoted: PromotedTags): readonly TagRequirement[] {
  const given = set.tagPolicy.filter(({ enabled }) => enabled)
  if (set.tagPolicy.length > 0 || !promoted.has('team')) return given
  return [{ key: 'default:team', origin: 'config', name: 'team', enabled: true, tag: 'team', allowed: null }]
}
