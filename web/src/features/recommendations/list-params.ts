import {
  RECOMMENDATION_STATUSES,
  type RecommendationCard,
  type RecommendationStatus,
} from '@outlay/shared/recommendations'
import type { Filter } from '../../lib/filters.ts'
import type { View } from '../../lib/view.ts'

export const ORDERS = ['worth', 'counted', 'saving', 'cost', 'confidence', 'age', 'name'] as const
export type Order = (typeof ORDERS)[number]

export interface ListParams {
  /** Those shown. */
  readonly statuses: readonly RecommendationStatus[]
  readonly grades: readonly string[]
  readonly efforts: readonly string[]
  readonly risks: readonly string[]
  readonly family: string | null
  readonly rule: string | null
  readonly team: string | null
  /** Expected saving a month, at least. */
  readonly min: number
  readonly find: string
  readonly filters: readonly Filter[]
  readonly order: Order
}

/** What still waits to be done. */
export const TO_DO: readonly RecommendationStatus[] = ['open', 'accepted', 'in_progress']

/** The list that an address asks for; what it leaves out is not filtered by. */
export function listParams({ local, team, filters }: Pick<View, 'local' | 'team' | 'filters'>): ListParams {
  const list = (key: string) => local[key]?.split(',') ?? []
  const asked = list('status')
  return {
    statuses: asked.includes('all')
      ? RECOMMENDATION_STATUSES
      : asked.length === 0
        ? TO_DO
        : RECOMMENDATION_STATUSES.filter((status) => asked.includes(status)),
    grades: list('grade'),
    efforts: list('effort'),
    risks: list('risk'),
    family: local['family'] ?? null,
    rule: local['rule'] ?? null,
    team,
    min: Number(local['min'] ?? 0),
    find: local['find'] ?? '',
    filters,
    order: ORDERS.find((order) => order === local['order']) ?? 'worth',
  }
}

/** The view's own choices with some changed; null takes one away. */
export function withLocal(
  { local }: Pick<View, 'local'>,
  patch: Readonly<Record<string, string | null>>,
): Pick<View, 'local'> {
  const next = Object.entries({ ...local, ...patch }).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '',
  )
  return { local: Object.fromEntries(next) }
}

/** What a recommendation says of each dimension that it can be filtered by. */
const VALUES: Readonly<Record<string, (card: RecommendationCard) => readonly (string | null)[]>> = {
  provider: ({ provider }) => [provider],
  billingAccount: ({ billingAccountId }) => [billingAccountId],
  subAccount: ({ subAccountId }) => [subAccountId],
  service: ({ service }) => [service],
  region: ({ region }) => [region],
  team: ({ team }) => [team],
  resource: ({ resourceIds }) => resourceIds,
}

/** False for a dimension of costs that recommendations do not have: such a filter changes nothing here. */
export function filtersHere({ dim }: Filter): boolean {
  return Object.hasOwn(VALUES, dim)
}

/** Those that an address asks for, whatever their status where `anyStatus`. */
export function matching(
  cards: readonly RecommendationCard[],
  params: ListParams,
  { anyStatus = false } = {},
): readonly RecommendationCard[] {
  return cards.filter(
    (card) =>
      (anyStatus || params.statuses.includes(card.status)) && hasKind(card, params) && isIn(card, params),
  )
}

function hasKind(card: RecommendationCard, { grades, efforts, risks, family, rule }: ListParams): boolean {
  const among = (values: readonly string[], value: string) => values.length === 0 || values.includes(value)
  return (
    among(grades, card.grade) &&
    among(efforts, card.effort) &&
    among(risks, card.risk) &&
    (family === null || card.family === family) &&
    (rule === null || card.rule === rule)
  )
}

function isIn(card: RecommendationCard, { team, min, find, filters }: ListParams): boolean {
  return (
    (team === null || card.team === team) &&
    card.monthlySavings.expected >= min &&
    (find === '' || textOf(card).includes(find.toLowerCase())) &&
    passes(card, filters.filter(filtersHere))
  )
}

function textOf(card: RecommendationCard): string {
  return [card.title, card.rule, card.service, card.assignee, ...card.resourceIds].join('\n').toLowerCase()
}

/** Filters of one dimension and operator are alternatives, but what is left out by any is out; the others must all hold. */
function passes(card: RecommendationCard, filters: readonly Filter[]): boolean {
  return filters.every((filter) =>
    filter.op === 'not'
      ? holds(card, filter)
      : filters.some(
          ({ dim, op, value }) => dim === filter.dim && op === filter.op && holds(card, { dim, op, value }),
        ),
  )
}

function holds(card: RecommendationCard, { dim, op, value }: Filter): boolean {
  const values = VALUES[dim]?.(card) ?? []
  if (op === 'absent') return values.every((one) => one === null)
  if (op === 'not') return !values.includes(value)
  if (op === 'is') return values.includes(value)
  return values.some((one) => one?.toLowerCase().includes(value.toLowerCase()) === true)
}
