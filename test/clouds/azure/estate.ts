import type { AzureCompany, AzureResource } from './company.ts'
import { checkSubscription, paged } from './lists.ts'
import {
  type AzureAnswer,
  type AzureRequest,
  badRequest,
  checkMethod,
  checkParameters,
  checkVersion,
  Refusal,
} from './wire.ts'

/** Lists of a subscription's resources by type, and the api-version that each is served in. */
const LISTS: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': '2024-07-01',
  'microsoft.compute/disks': '2024-03-02',
  'microsoft.compute/snapshots': '2024-03-02',
  'microsoft.network/publicipaddresses': '2024-05-01',
}
const RESOURCES_VERSION = '2021-04-01'

/** `GET subscriptions/{id}/resources` and `…/providers/{type}`, in pages that are GET. */
export function answerResources(
  request: AzureRequest,
  company: AzureCompany,
  subscription: string,
  type: string | null,
  pageSize: number,
): AzureAnswer {
  checkMethod(request, 'GET')
  checkSubscription(company, subscription)
  const version = type === null ? RESOURCES_VERSION : LISTS[type.toLowerCase()]
  if (version === undefined)
    throw new Refusal(404, 'InvalidResourceType', `The type '${type}' is not served here.`)
  checkVersion(request, version)
  checkParameters(request, ['api-version', '$expand', '$skiptoken', 'statusOnly'])
  const statusOnly = request.query.get('statusOnly') === 'true'
  const own = (company.resources ?? []).filter(
    (resource) =>
      resource.id.toLowerCase().startsWith(`/subscriptions/${subscription.toLowerCase()}/`) &&
      (type === null || resource.type.toLowerCase() === type.toLowerCase()),
  )
  return paged(
    request,
    own.map((resource) => describe(resource, type === null, statusOnly)),
    pageSize,
  )
}

function describe(
  { id, type, location, properties, sku, tags, zones, managedBy }: AzureResource,
  generic: boolean,
  statusOnly: boolean,
) {
  const { instanceView, ...rest } = properties ?? {}
  const common = { id, name: id.split('/').at(-1), type, location, sku, tags, zones, managedBy }
  if (generic) return common
  return { ...common, properties: statusOnly ? { instanceView } : rest }
}

const METRICS_VERSION = '2018-01-01'

/** `GET {resource}/providers/Microsoft.Insights/metrics`: hourly values, the names in the order asked for. */
export function answerMetrics(request: AzureRequest, company: AzureCompany, uri: string): AzureAnswer {
  checkMethod(request, 'GET')
  checkVersion(request, METRICS_VERSION)
  checkParameters(request, [
    'api-version',
    'timespan',
    'interval',
    'metricnames',
    'aggregation',
    'metricnamespace',
  ])
  const resource = company.resources?.find(({ id }) => id.toLowerCase() === `/${uri}`.toLowerCase())
  if (resource === undefined)
    throw new Refusal(404, 'ResourceNotFound', `The Resource '${uri}' was not found.`)
  const [from, to] = timespan(request)
  if (request.query.get('interval') !== 'PT1H') throw badRequest('Only interval PT1H is served here.')
  const kinds = (request.query.get('aggregation') ?? '').split(',').map((kind) => kind.toLowerCase())
  const bad = kinds.find((kind) => !['average', 'maximum', 'minimum', 'total'].includes(kind))
  if (bad !== undefined) throw badRequest(`Invalid aggregation '${bad}'.`)
  const names = (request.query.get('metricnames') ?? '').split(',')
  if (names.length > 20) throw badRequest('The request exceeded the limit of 20 metrics.')
  const value = names.map((name) => {
    const samples = resource.metrics?.[name]
    if (samples === undefined) {
      throw badRequest(
        `Failed to find metric configuration for provider: ${resource.type}, resource Type: ${resource.type}, metric: ${name}, Valid metrics: ${Object.keys(resource.metrics ?? {}).join(',')}`,
      )
    }
    const data = samples
      .filter(({ hour }) => hour >= from && hour < to)
      .map(({ hour, ...values }) => ({
        timeStamp: hour,
        ...Object.fromEntries(Object.entries(values).filter(([kind]) => kinds.includes(kind))),
      }))
    return {
      id: `/${uri}/providers/Microsoft.Insights/metrics/${name}`,
      type: 'Microsoft.Insights/metrics',
      name: { value: name, localizedValue: name },
      unit: name.startsWith('Percentage') ? 'Percent' : 'Count',
      timeseries: [{ metadatavalues: [], data }],
    }
  })
  return {
    status: 200,
    body: { cost: 0, timespan: `${from}/${to}`, interval: 'PT1H', namespace: resource.type, value },
  }
}

function timespan({ query }: AzureRequest): [string, string] {
  const [from, to] = (query.get('timespan') ?? '').split('/')
  const isTime = (text: string | undefined): text is string =>
    /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/.test(text ?? '')
  if (!isTime(from) || !isTime(to) || from >= to) throw badRequest('Invalid timespan.')
  if (Date.parse(to) - Date.parse(from) > 30 * 86_400_000)
    throw badRequest('The timespan is longer than 30 days.')
  return [from, to]
}
