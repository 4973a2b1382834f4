import { afterEach, beforeEach } from 'vitest'
import { askHttps, type HttpsAnswer } from './https-json.ts'
import { company, SEARCH } from './sample-company.ts'
import { type FakeAzure, startFakeAzure } from './server.ts'

/** For tests of the fake: a question that it answers, to be changed in one place each. */
const dataset = {
  granularity: 'Daily',
  aggregation: { Cost: { name: 'Cost', function: 'Sum' } },
}
export const forecast = {
  type: 'ActualCost',
  timeframe: 'Custom',
  timePeriod: { from: '2026-10-01T00:00:00.000Z', to: '2026-10-31T00:00:00.000Z' },
  dataset,
}
export const group = (name: string) => ({ type: 'Dimension', name })
export const question = { ...forecast, dataset: { ...dataset, grouping: [group('ServiceName')] } }
export const QUERY = `/subscriptions/${SEARCH}/providers/Microsoft.CostManagement/query?api-version=2022-10-01`
export const FORECAST = QUERY.replace('/query?', '/forecast?')

export interface Ask {
  readonly path?: string
  readonly method?: string
  readonly token?: string | null
  readonly body?: unknown
}

export const get = (path: string): Ask => ({ method: 'GET', path })
export const withDataset = (changes: object) => ({
  body: { ...question, dataset: { ...question.dataset, ...changes } },
})

/** Starts a fake of two rows a page before each test of the file and closes it after. */
export function useFake(): { fake(): FakeAzure; ask(input?: Ask): Promise<HttpsAnswer> } {
  let running: FakeAzure | undefined
  const fake = () => {
    if (running === undefined) throw new Error('the fake runs during tests only')
    return running
  }
  beforeEach(async () => {
    running = await startFakeAzure({ company, pageSize: 2 })
  })
  afterEach(() => fake().close())
  return {
    fake,
    ask({ path = QUERY, method = 'POST', token = 'token', body = question } = {}) {
      return askHttps(path.startsWith('https:') ? path : `${fake().url}${path}`, {
        ca: fake().ca,
        method,
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      })
    },
  }
}
