import { type Bind, dimensionSql, type PromotedTags } from '../queries/dimension-sql.ts'
import { filterSql } from '../queries/filters.ts'
import type { Match, TeamAssignment, VirtualTag } from './model.ts'

/** SQL condition over the columns of cost_fact: any of the lists, of which every filter holds. */
export function matchSql(match: Match, promoted: PromotedTags, bind: Bind): string {
  const lists = match
    .filter((filters) => filters.length > 0)
    .map((filters) => filters.map((filter) => filterSql(filter, promoted, bind)).join(' and '))
  return lists.length === 0 ? 'false' : `(${lists.join(' or ')})`
}

/** SQL of a fact's team: that of the first rule that matches, else the tag `team` where it is promoted, else null. */
export function teamSql(
  rules: readonly Pick<TeamAssignment, 'team' | 'match' | 'enabled'>[],
  promoted: PromotedTags,
  bind: Bind,
): string {
  const cases = rules
    .filter(({ enabled }) => enabled)
    .map(({ team, match }) => `when ${matchSql(match, promoted, bind)} then ${bind(team)}`)
  const tag = promoted.has('team') ? dimensionSql('tag:team', promoted, bind) : 'null::varchar'
  return cases.length === 0 ? tag : `case ${cases.join(' ')} else ${tag} end`
}

/**
 * SQL of a virtual tag: the first value that matches, else the bill's own tag of that key. `own` says where the bill's
 * tags are, without any virtual one: a virtual tag never hangs on another.
 */
export function virtualTagSql({ tag, values }: VirtualTag, own: PromotedTags, bind: Bind): string {
  const cases = values.map(({ value, match }) => `when ${matchSql(match, own, bind)} then ${bind(value)}`)
  const bill = dimensionSql(`tag:${encodeURIComponent(tag)}`, own, bind)
  return `case ${cases.join(' ')} else nullif(${bill}, '') end`
}
