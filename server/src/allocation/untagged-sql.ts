import { foldTagKeySql } from '@outlay/shared/tag-key'
import type { BasisQuestion } from '../queries/costs-question.ts'
import { dimensionSql, type PromotedTags } from '../queries/dimension-sql.ts'
import { type Binder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { matchSql } from './match-sql.ts'
import type { SharedRule } from './model.ts'

interface UntaggedQuestion {
  readonly question: BasisQuestion & { readonly currency: string }
  readonly promoted: PromotedTags
  readonly shared: readonly SharedRule[]
}

/** Names shorter than this say nothing of kinship. */
const STEM_MIN = 4

/** A resource without any sure kin gets no suggestion. */
const SURE_MIN = 0.3

/**
 * SQL of the costs that have no team and that no shared rule takes, a row for each resource (or service of an account,
 * where there is none), largest first, with the team that most of their kin belong to: resources of the same days with
 * the same creator, the same stem of a name, resource group, promoted tag or account. `confidence` is the share of the kin
 * that belongs to the team, with one more that does not, so that few prove little.
 */
export function untaggedSql(asked: UntaggedQuestion, binder: Binder, rowsMax: number): string {
  const tags = [...asked.promoted].filter(([key]) => key !== 'team')
  return `
    with fact as (${factSql(asked, tags, binder)}),
    kin as (
      select resource, max_by(team, day) as team, ${lastOf(tags)}
      from fact
      where team is not null and resource is not null
      group by resource
    ),
    item as (${itemSql(tags)}),
    shown as (select * from item order by id limit ${rowsMax}),
    ${guessSql(kindsOf(tags, binder))}
    select shown.*, best.team as suggested, best.kind, best.key, best.most::integer as most,
      best.kin::integer as kin, round(best.confidence, 2) as confidence,
      (select count(*) from item) as items, (select sum(cost) from item) as total
    from shown
    left join best using (id)
    order by id`
}

/** Folded key and column of promoted tags. */
type Tags = readonly (readonly [key: string, slot: number])[]

interface Kind {
  readonly column: string
  /** Placeholder of its name. */
  readonly name: string
}

/** What makes kin; the first of two that are equally sure is the one that is told. */
function kindsOf(tags: Tags, binder: Binder): readonly Kind[] {
  return [
    { kind: 'creator', column: 'creator' },
    { kind: 'name', column: '"name"' },
    { kind: 'resourceGroup', column: '"resourceGroup"' },
    ...tags.map(([key, slot]) => ({ kind: `tag:${key}`, column: `tag${slot}` })),
    { kind: 'subAccount', column: 'sub_account' },
  ].map(({ kind, column }) => ({ column, name: binder.bind(kind) }))
}

function factSql({ question, promoted, shared }: UntaggedQuestion, tags: Tags, binder: Binder): string {
  const taken = shared.map(({ match }) => matchSql(match, promoted, binder.bind))
  const columns = [
    'day, team, provider, sub_account, sub_account_name, service, resource, resource_name',
    `${STEM} as "name"`,
    `${dimensionSql('resourceGroup', promoted, binder.bind)} as "resourceGroup"`,
    `${creatorSql()} as creator`,
    ...tags.map(([, slot]) => `tag${slot}`),
    `${METRIC_COLUMNS[question.metric]} as cost`,
    `${taken.length === 0 ? 'false' : `coalesce(${taken.join(' or ')}, false)`} as pooled`,
  ]
  return `
      select ${columns.join(', ')}
      from cost_fact
      where ${whereSql(question, promoted, binder)}`
}

function itemSql(tags: Tags): string {
  return `
      select row_number() over (order by abs(cost) desc, resource, service, sub_account) as id, *
      from (
        select resource, case when resource is null then service end as service_key, ${lastOf(tags)},
          max_by(resource_name, day) as resource_name, max_by(provider, day) as provider,
          max_by(sub_account_name, day) as sub_account_name, max_by(service, day) as service,
          coalesce(sum(cost), 0) as cost
        from fact
        where team is null and not pooled
        group by resource, service_key, case when resource is null then sub_account end
      )
      where cost <> 0`
}

function guessSql(kinds: readonly Kind[]): string {
  const each = (from: string, what: string) =>
    kinds
      .map(
        ({ name, column }, place) => `
      select ${what}, ${name} as kind, ${place} as place, ${column} as key
      from ${from}
      where ${column} is not null`,
      )
      .join(' union all ')
  return `kin_key as (${each('kin', 'team')}),
    counted as (select kind, key, team, count(*) as resources from kin_key group by kind, key, team),
    known as (
      select kind, key, max_by(team, resources) as team, max(resources) as most, sum(resources) as kin
      from counted
      group by kind, key
    ),
    item_key as (${each('shown', 'id')}),
    guess as (
      select item_key.id, item_key.place, known.*, known.most / (known.kin + 1) as confidence
      from item_key
      join known using (kind, key)
    ),
    best as (
      select *
      from guess
      where confidence >= ${SURE_MIN}
      qualify row_number() over (partition by id order by confidence desc, place) = 1
    )`
}

function lastOf(tags: Tags): string {
  const columns = [
    'sub_account',
    '"name"',
    '"resourceGroup"',
    'creator',
    ...tags.map(([, slot]) => `tag${slot}`),
  ]
  return columns.map((column) => `max_by(${column}, day) as ${column}`).join(', ')
}

/** `search-prod` of `arn:aws:rds:eu-1:1:db:search-prod-01`: the last part of the name without its counter. */
const STEM = `nullif(case when length(regexp_extract(${lastPart()}, '^(.*?)[-_.]?[0-9a-f]*[0-9][0-9a-z]*$', 1)) >= ${STEM_MIN}
      then regexp_extract(${lastPart()}, '^(.*?)[-_.]?[0-9a-f]*[0-9][0-9a-z]*$', 1) end, '')`

function lastPart(): string {
  return `lower(regexp_extract(coalesce(resource_name, resource), '[^/:]*$'))`
}

/** Tags that clouds and tools write whoever made a resource into. */
function creatorSql(): string {
  const keys = ['aws:createdby', 'createdby', 'created-by', 'created_by', 'creator'].map((key) => `'${key}'`)
  return `list_filter(map_entries(tags), lambda entry: ${foldTagKeySql('entry.key')} in (${keys.join(', ')}))[1].value`
}
