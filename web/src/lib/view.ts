import {
  ALIGNMENTS,
  type Alignment,
  CHARGES,
  type Charges,
  type Dimension,
  METRICS,
  type Metric,
} from '@outlay/shared/dimensions'
import { canonicalFilters, type Filter, formatFilter, isDimension, parseFilter } from './filters.ts'
import { isPeriodText } from './period.ts'

export const COMPARE_WITH = ['prev', 'yoy', 'none'] as const
export const STEPS = ['d', 'w', 'm', 't'] as const
export const CHART_KINDS = ['bar', 'line', 'area', 'rank', 'heat', 'table'] as const
export const SORTS = ['cost', 'change', 'name'] as const

export type CompareWith = (typeof COMPARE_WITH)[number]
export type Step = (typeof STEPS)[number]
type ChartKind = (typeof CHART_KINDS)[number]
export type Sort = (typeof SORTS)[number]

/** All that the address bar holds; `null` means that the page chooses. */
export interface View {
  readonly team: string | null
  readonly period: string
  readonly compare: CompareWith
  readonly align: Alignment | null
  readonly step: Step | null
  readonly by: Dimension
  readonly by2: Dimension | null
  readonly filters: readonly Filter[]
  readonly metric: Metric
  readonly charges: Charges
  readonly currency: string | null
  /** Currency that all others are converted into; then `currency` means nothing. */
  readonly report: string | null
  readonly chart: ChartKind | null
  readonly sort: Sort
  readonly top: number
  readonly selected: string | null
  /** Choices that one page alone knows, e.g. the filters of its list; links to other pages leave them behind. */
  readonly local: Readonly<Record<string, string>>
  /** Keys of others, e.g. of a newer Outlay: they mean nothing here and stay in the address, in order. */
  readonly extra: readonly (readonly [string, string])[]
  /** Values of keys of ours that cannot be read, for a notice; never written into an address. */
  readonly ignored: readonly string[]
}

export const DEFAULT_VIEW: View = {
  team: null,
  period: 'mtd',
  compare: 'prev',
  align: null,
  step: null,
  by: 'provider',
  by2: null,
  filters: [],
  metric: 'effective',
  charges: 'cost',
  currency: null,
  report: null,
  chart: null,
  sort: 'cost',
  top: 50,
  selected: null,
  local: {},
  extra: [],
  ignored: [],
}

type Text<K extends keyof View> = {
  readonly key: string
  readonly field: K
  readonly read: (text: string) => View[K] | undefined
}

const text = (value: string) => (value === '' ? undefined : value)
const oneOf =
  <T extends string>(values: readonly T[]) =>
  (value: string): T | undefined =>
    values.find((known) => known === value)
const dimension = (value: string) => (isDimension(value) ? value : undefined)
const count = (value: string) => (/^[1-9]\d{0,3}$/.test(value) ? Number(value) : undefined)
const period = (value: string) => (isPeriodText(value) ? value : undefined)
const currency = (value: string) => (/^[A-Z]{3}$/.test(value) ? value : undefined)
const field = <K extends keyof View>(
  key: string,
  name: K,
  read: (text: string) => View[K] | undefined,
): Text<K> => ({ key, field: name, read })

const FIELDS = [
  field('team', 'team', text),
  field('p', 'period', period),
  field('cmp', 'compare', oneOf(COMPARE_WITH)),
  field('align', 'align', oneOf(ALIGNMENTS)),
  field('g', 'step', oneOf(STEPS)),
  field('by', 'by', dimension),
  field('by2', 'by2', dimension),
  field('metric', 'metric', oneOf(METRICS)),
  field('charges', 'charges', oneOf(CHARGES)),
  field('cur', 'currency', currency),
  field('rep', 'report', currency),
  field('chart', 'chart', oneOf(CHART_KINDS)),
  field('sort', 'sort', oneOf(SORTS)),
  field('top', 'top', count),
  field('sel', 'selected', text),
]

/** Keys of `local`, and what each may hold. */
const LOCAL: Readonly<Record<string, RegExp>> = Object.assign(Object.create(null), {
  status: /^[a-z_,]+$/,
  grade: /^[PIUSW,]+$/,
  family: /^[a-z]+$/,
  rule: /^[A-Z]+-\d+$/,
  min: /^\d{1,9}$/,
  effort: /^[SML,]+$/,
  risk: /^[a-z,]+$/,
  order: /^[a-z]+$/,
  find: /./,
  // Explorer: groups that the chart keeps out of Other.
  pin: /./,
  unit: /./,
  tab: /^[a-z]+$/,
  // Commitments: what ends, hot spots by, and the planner's choices.
  ends: /^(30|60|90)$/,
  hot: /^hours$/,
  split: /^(provider|account|team|service)$/,
  program: /^[a-z-]+$/,
  scope: /./,
  term: /^(12|36)$/,
  pay: /^(none|partial|all)$/,
  rate: /^0?\.\d{1,4}$/,
  ending: /^\d{1,3}$/,
  measures: /^taken$/,
  // Reports: the week or month.
  of: /^\d{4}-(W\d{2}|\d{2})$/,
  hourly: /^\d{1,9}(\.\d{1,4})?$/,
})

/**
 * Reads the query part of an address. A value that cannot be read is named in `ignored` and its default holds; unknown
 * keys are kept.
 */
export function parseView(search: string): View {
  const view: Record<string, unknown> = { ...DEFAULT_VIEW }
  const filters: Filter[] = []
  const local: Record<string, string> = {}
  const ignored: string[] = []
  const extra: [string, string][] = []
  for (const [key, value] of new URLSearchParams(search)) {
    const known = FIELDS.find((candidate) => candidate.key === key)
    const filter = key === 'f' ? parseFilter(value) : null
    const read = known?.read(value)
    if (filter !== null) filters.push(filter)
    else if (known !== undefined && read !== undefined) view[known.field] = read
    else if (LOCAL[key]?.test(value) === true) local[key] = value
    else if (isKey(key)) ignored.push(`${key}=${value}`)
    else extra.push([key, value])
  }
  return {
    ...(view as unknown as View),
    filters: canonicalFilters(filters),
    local,
    extra: inOrder(extra),
    ignored,
  }
}

/** Equal views have equal addresses. */
function inOrder(pairs: View['extra']): View['extra'] {
  return pairs.toSorted(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isKey(key: string): boolean {
  return key === 'f' || Object.hasOwn(LOCAL, key) || FIELDS.some((field) => field.key === key)
}

/** Writes the query part, with its `?` unless it is empty; defaults are left out. */
export function serialiseView(view: View): string {
  const pairs: (readonly [string, string])[] = []
  for (const { key, field: name } of FIELDS) {
    const value = view[name]
    if (value !== null && value !== DEFAULT_VIEW[name]) pairs.push([key, String(value)])
  }
  for (const key of Object.keys(LOCAL)) if (view.local[key] !== undefined) pairs.push([key, view.local[key]])
  for (const filter of canonicalFilters(view.filters)) pairs.push(['f', formatFilter(filter)])
  pairs.push(...view.extra)
  const query = pairs.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')
  return query === '' ? '' : `?${query}`
}

/** Percent-encodes what an address needs and leaves the rest readable. */
function encode(value: string): string {
  return encodeURIComponent(value)
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
}
