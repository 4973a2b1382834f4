import { createHash } from 'node:crypto'
import { addAmounts } from '@outlay/shared/money'
import type { AzureCompany, AzureCost } from './company.ts'
import { type Filter, parseBody, Question } from './questions.ts'
import {
  type AzureAnswer,
  type AzureRequest,
  badRequest,
  checkMethod,
  checkParameters,
  checkVersion,
} from './wire.ts'

export const QUERY_VERSION = '2022-10-01'

/** A token that the fault `looping-link` hands out: the first page again. */
export const LOOP = 'loop'

/** Quota that each answer names. */
const QUOTA = {
  'x-ms-ratelimit-remaining-microsoft.costmanagement-entity-requests': 'DefaultQuota:7',
  'x-ms-ratelimit-remaining-microsoft.costmanagement-tenant-requests': 'DefaultQuota:49',
  'x-ms-ratelimit-microsoft.costmanagement-qpu-consumed': '1',
  'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining':
    'QueriesPerHour:599,QueriesPerMin:59,QueriesPer10Sec:11',
}

/** `POST {scope}/providers/Microsoft.CostManagement/query`, pages included: a link is POSTed with the same body. */
export function answerQuery(
  request: AzureRequest,
  scope: string,
  company: AzureCompany,
  pageSize: number,
): AzureAnswer {
  checkMethod(request, 'POST')
  checkVersion(request, QUERY_VERSION)
  checkParameters(request, ['api-version', '$top', '$skiptoken'])
  const question = parseBody(request.body, Question)
  const size = Math.min(pageSize, top(request))
  const all = tableRows(question, costsOf(company, scope))
  const from = offsetOf(request, question)
  if (all.length === 0) return { status: 204, headers: QUOTA }
  const next = from + size
  return {
    status: 200,
    headers: QUOTA,
    body: {
      id: `${scope}/providers/Microsoft.CostManagement/query/00000000-0000-0000-0000-000000000000`,
      name: '00000000-0000-0000-0000-000000000000',
      type: 'microsoft.costmanagement/query',
      properties: {
        nextLink: next < all.length ? link(request, tokenOf(question, next)) : null,
        columns: columnsOf(question),
        rows: all.slice(from, next),
      },
    },
  }
}

/** Address of the same question's page with this token; the token's equals signs are escaped, as Azure does. */
export function link({ origin, path }: AzureRequest, token: string): string {
  return `${origin}/${path}?api-version=${QUERY_VERSION}&$skiptoken=${encodeURIComponent(token)}`
}

function top({ query }: AzureRequest): number {
  const given = query.get('$top')
  if (given === null) return 1000
  if (!/^[1-9]\d{0,3}$/.test(given) || Number(given) > 5000) throw badRequest("Invalid '$top'.")
  return Number(given)
}

/** Tokens belong to one question: another body behind the same link is refused. */
function tokenOf(question: Question, offset: number): string {
  const digest = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 12)
  return `${Buffer.from(`${offset}:${digest}`).toString('base64').replaceAll('=', '')}==`
}

function offsetOf({ query }: AzureRequest, question: Question): number {
  const token = query.get('$skiptoken')
  if (token === null || token === LOOP) return 0
  const offset = Number(Buffer.from(token, 'base64').toString().split(':')[0])
  if (!Number.isInteger(offset) || token !== tokenOf(question, offset)) {
    throw badRequest('The skip token does not belong to this query.')
  }
  return offset
}

function costsOf({ costs, subscriptions }: AzureCompany, scope: string): readonly AzureCost[] {
  const [, subscription, group] = /^subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(scope) ?? []
  if (subscription === undefined) return costs
  if (!subscriptions.some(({ id }) => id === subscription)) return []
  return costs.filter(
    (cost) => cost.subscription === subscription && (group === undefined || cost.resourceGroup === group),
  )
}

const AMOUNTS = { ActualCost: 'actual', Usage: 'actual', AmortizedCost: 'amortized' } as const

type Dataset = Question['dataset']

/** Groups in the order of the columns; lines without cost in the asked data set are absent from it. */
function tableRows(question: Question, costs: readonly AzureCost[]): unknown[][] {
  const { type, timePeriod, dataset } = question
  const amount = AMOUNTS[type]
  const [from, to] = [timePeriod.from.slice(0, 10), timePeriod.to.slice(0, 10)]
  const groups = new Map<string, AzureCost[]>()
  for (const cost of costs) {
    if (cost[amount] === undefined || cost.day < from || cost.day > to) continue
    if (dataset.filter !== undefined && !matches(cost, dataset.filter)) continue
    const day = dataset.granularity === 'Daily' ? [Number(cost.day.replaceAll('-', ''))] : []
    const key = JSON.stringify([...day, ...keysOf(cost, dataset), cost.currency])
    groups.set(key, [...(groups.get(key) ?? []), cost])
  }
  return [...groups].map(([key, lines]) => [
    ...Object.values(dataset.aggregation).map(({ name }) => sumOf(lines, name, amount)),
    ...(JSON.parse(key) as unknown[]),
  ])
}

function sumOf(lines: readonly AzureCost[], name: string, amount: 'actual' | 'amortized'): number {
  const sum = Number(addAmounts(lines.map((line) => line[amount] ?? '0')))
  return name.endsWith('USD') ? sum * (lines[0]?.usdRate ?? 1) : sum
}

/** Grouping by a tag gives two columns: the key that was asked for, and its value. */
function keysOf(cost: AzureCost, { grouping }: Dataset): (string | null)[] {
  return grouping.flatMap(({ type, name }) =>
    type === 'TagKey' ? [name, cost.tags?.[name] ?? null] : [valueAt(cost, name)],
  )
}

function columnsOf({ dataset }: Question) {
  const strings = dataset.grouping.flatMap(({ type, name }) =>
    type === 'TagKey' ? ['TagKey', 'TagValue'] : [name],
  )
  return [
    ...Object.keys(dataset.aggregation).map((name) => ({ name, type: 'Number' })),
    ...(dataset.granularity === 'Daily' ? [{ name: 'UsageDate', type: 'Number' }] : []),
    ...[...strings, 'Currency'].map((name) => ({ name, type: 'String' })),
  ]
}

function matches(cost: AzureCost, { and, or, dimensions }: Filter): boolean {
  if (and !== undefined) return and.every((filter) => matches(cost, filter))
  if (or !== undefined) return or.some((filter) => matches(cost, filter))
  return dimensions?.values.includes(valueAt(cost, dimensions.name) ?? '') ?? true
}

function valueAt(cost: AzureCost, dimension: string): string | null {
  const values: Readonly<Record<string, string>> = {
    SubscriptionId: cost.subscription,
    ServiceName: cost.service,
    MeterCategory: cost.service,
    Meter: cost.meter,
    ResourceLocation: cost.region,
    ResourceGroup: cost.resourceGroup,
    ResourceGroupName: cost.resourceGroup,
    ChargeType: cost.chargeType,
    PricingModel: cost.pricingModel,
  }
  return values[dimension] ?? null
}
