import { foldTagKeySql } from '@outlay/shared/tag-key'
import { teamSql, virtualTagSql } from '../../allocation/match-sql.ts'
import { SLOTS } from '../../allocation/tag-slots.ts'
import type { Bind } from '../../queries/dimension-sql.ts'
import type { FactSettings } from './facts.ts'

/**
 * SQL that gives rows of `from` their tag columns and their team. `from` names a table with the columns of cost_fact but
 * for those; `tagSets` is a query for its distinct `tags`. Building facts and re-applying rules both use it, so that they
 * cannot differ.
 */
export function assignedSql(from: string, tagSets: string, settings: FactSettings, bind: Bind): string {
  const { slots, rules } = settings
  const replaced = slots.virtual.map(
    (tag) => `${virtualTagSql(tag, slots.own, bind)} as tag${slots.promoted.get(tag.tag)}`,
  )
  return `
    tag_set as (
      select tags as tag_set_tags,
        list_sort(map_entries(tags)) as entries
      from (${tagSets})
    ),
    tagged as (
      select tag_set_tags, ${slotColumns(slots.keys, bind)}
      from (
        select tag_set_tags, list_transform(entries, lambda entry:
          {'key': ${foldTagKeySql('entry.key')}, 'value': entry.value}) as folded
        from tag_set
      )
    ),
    named as (
      select ${from}.*, tagged.* exclude (tag_set_tags)
      from ${from}
      join tagged on ${from}.tags is not distinct from tagged.tag_set_tags
    ),
    labelled as (
      select *${replaced.length === 0 ? '' : ` replace (${replaced.join(', ')})`}
      from named
    ),
    assigned as (
      select *, ${teamSql(rules, slots.promoted, bind)} as team
      from labelled
    )
  `
}

function slotColumns(keys: readonly string[], bind: Bind): string {
  return Array.from({ length: SLOTS }, (_, index) => {
    const key = keys[index]
    return `${key === undefined ? 'null::varchar' : tagSql(bind(key))} as tag${index + 1}`
  }).join(', ')
}

/** The first value that is not empty among the spellings of a key. */
function tagSql(key: string): string {
  return `list_filter(folded, lambda entry: entry.key = ${key} and entry.value <> '')[1].value`
}
