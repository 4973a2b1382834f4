import type { BasisQuestion } from '../queries/costs-question.ts'
import { dimensionSql, type PromotedTags } from '../queries/dimension-sql.ts'
import { type Binder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { TAGGABLE } from './cells-query.ts'
import type { TagRequirement } from './model.ts'

type Question = BasisQuestion & { readonly currency: string }

/**
 * SQL of one key's state by week, source and value: `compliant`, `wrong` (a value that is not accepted), `untagged`, or
 * `inactive` on days before the source delivered the key for the first time: tags that a provider has not activated look
 * like missing ones, but nobody who tags resources can mend them. Of all history, since a key is activated once.
 */
export function tagStatesSql(
  requirement: TagRequirement,
  question: Question,
  promoted: PromotedTags,
  binder: Binder,
): string {
  const { tag, allowed } = requirement
  const value = `nullif(${dimensionSql(`tag:${encodeURIComponent(tag)}`, promoted, binder.bind)}, '')`
  const wrong = allowed === null ? 'false' : `tag_value not in (${allowed.map(binder.bind).join(', ')})`
  return `
    with fact as (
      select day, provider, billing_account, ${value} as tag_value, ${METRIC_COLUMNS[question.metric]} as cost
      from cost_fact
      where ${TAGGABLE}
        and ${whereSql(question, promoted, binder)}
    ),
    first_seen as (
      select provider, billing_account, min(day) as activated_on
      from cost_fact
      where ${value} is not null
      group by provider, billing_account
    )
    select date_trunc('week', fact.day)::date as week, provider, billing_account, activated_on,
      case
        when tag_value is null and (activated_on is null or fact.day < activated_on) then 'inactive'
        when tag_value is null then 'untagged'
        when ${wrong} then 'wrong'
        else 'compliant'
      end as state,
      case when state = 'wrong' then tag_value end as value,
      coalesce(sum(cost), 0) as cost
    from fact
    left join first_seen using (provider, billing_account)
    group by all
    order by all`
}

/** Sources that deliver tags at all, and what of the period can carry any. */
export const DELIVERS_SQL = `
    select provider, billing_account, bool_or(tags is not null and cardinality(tags) > 0) as delivers
    from cost_fact
    group by all`

/** Costs of resources, and the others. */
export function taggableSql(question: Question, promoted: PromotedTags, binder: Binder): string {
  const metric = METRIC_COLUMNS[question.metric]
  return `
    select coalesce(sum(${metric}) filter (where ${TAGGABLE}), 0) as taggable,
      coalesce(sum(${metric}) filter (where not coalesce(${TAGGABLE}, false)), 0) as not_taggable
    from cost_fact
    where ${whereSql(question, promoted, binder)}`
}
