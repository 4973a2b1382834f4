import type { SlackChart, SlackChartBlock } from '@outlay/shared/alerts'

/** What Slack documents of its charts. */
const TITLE_MAX = 50
const AXIS_TITLE_MAX = 50
const LABEL_MAX = 20
const PARTS_MAX = 6
const CATEGORIES_MAX = 20

/** Every way in which a chart breaks Slack's limits, each as one line; empty where it is sound. */
export function chartFaults({ title, chart }: SlackChartBlock): readonly string[] {
  return [...lengthFaults('title', title, TITLE_MAX), ...(chart.type === 'pie' ? pie(chart) : lines(chart))]
}

type LineChart = Exclude<SlackChart, { readonly type: 'pie' }>
type PieChart = Extract<SlackChart, { readonly type: 'pie' }>

function pie({ segments }: PieChart): readonly string[] {
  return [
    ...countFaults('segments', segments.length, PARTS_MAX),
    ...segments.flatMap(({ label, value }) => [
      ...lengthFaults('segment', label, LABEL_MAX),
      ...(value > 0 && Number.isFinite(value) ? [] : [`segment ${label}: ${value} is not above 0`]),
    ]),
  ]
}

function lines({ series, axis_config: { categories, x_label, y_label } }: LineChart): readonly string[] {
  const names = series.map(({ name }) => name)
  return [
    ...countFaults('series', series.length, PARTS_MAX),
    ...countFaults('categories', categories.length, CATEGORIES_MAX),
    ...categories.flatMap((label) => lengthFaults('category', label, LABEL_MAX)),
    ...names.flatMap((name) => lengthFaults('series', name, LABEL_MAX)),
    ...(new Set(categories).size < categories.length ? ['categories: one is there twice'] : []),
    ...(new Set(names).size < names.length ? ['series: a name is there twice'] : []),
    ...[x_label, y_label].flatMap((label) =>
      label === undefined ? [] : lengthFaults('axis title', label, AXIS_TITLE_MAX),
    ),
    ...series.flatMap(({ name, data }) => seriesFaults(name, data, categories)),
  ]
}

function seriesFaults(
  name: string,
  data: LineChart['series'][number]['data'],
  categories: readonly string[],
): readonly string[] {
  const given = new Set(data.map(({ label }) => label))
  const alike = data.length === categories.length && categories.every((category) => given.has(category))
  return [
    ...(alike ? [] : [`series ${name}: its labels are not the categories`]),
    ...(data.every(({ value }) => Number.isFinite(value)) ? [] : [`series ${name}: a value is no number`]),
  ]
}

function lengthFaults(what: string, text: string, max: number): readonly string[] {
  if (text.trim() === '') return [`${what}: missing`]
  return text.length > max ? [`${what}: ${text.length} of at most ${max}`] : []
}

function countFaults(what: string, count: number, max: number): readonly string[] {
  return count < 1 || count > max ? [`${what}: ${count} of 1 to ${max}`] : []
}
