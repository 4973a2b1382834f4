import { type Bind, dimensionSql, type PromotedTags } from '../../queries/dimension-sql.ts'
import { type Filter, filterSql } from '../../queries/filters.ts'

/** What belongs to a team: any of the lists, of which every filter must hold. */
export interface TeamRule {
  readonly id: string
  readonly name: string
  readonly match: readonly (readonly Filter[])[]
}

/** SQL of a fact's team: the first rule that matches, else the promoted tag `team`, else null. */
export function teamSql(teams: readonly TeamRule[], promoted: PromotedTags, bind: Bind): string {
  const cases = teams.flatMap(({ id, match }) =>
    match
      .filter((filters) => filters.length > 0)
      .map((filters) => {
        const condition = filters.map((filter) => filterSql(filter, promoted, bind)).join(' and ')
        return `when ${condition} then ${bind(id)}`
      }),
  )
  const tag = promoted.has('team') ? dimensionSql('tag:team', promoted, bind) : 'null::varchar'
  return cases.length === 0 ? tag : `case ${cases.join(' ')} else ${tag} end`
}
