import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addAmounts } from '@outlay/shared/money'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { answerFault, type Fault, send } from './faults.ts'

/** One cost that the fake bill is made of; amounts are decimal text. */
export interface Cost {
  readonly day: string
  readonly service: string
  readonly usageType: string
  readonly recordType: string
  readonly unblended: string
  readonly amortized: string
  readonly blended: string
  readonly quantity?: string
  readonly quantityUnit?: string
  readonly currency?: string
}

export interface FakeCostExplorer {
  readonly url: string
  /** Bodies of the questions in the order in which they came, those that met a fault too. */
  readonly questions: readonly Question[]
  /** One entry a request: a fault, or null to answer. Requests beyond the list are answered. */
  script(faults: readonly (Fault | null)[]): void
  /** Replaces the bill, as AWS does when it refreshes. */
  setCosts(costs: readonly Cost[]): void
  close(): Promise<void>
}

export interface FakeOptions {
  readonly costs: readonly Cost[]
  /** Groups a page. */
  readonly pageSize?: number
  /** First day that is still estimated. */
  readonly estimatedFrom?: string
}

const GroupBy = z.array(z.strictObject({ Type: z.literal('DIMENSION'), Key: z.string() })).length(2)

/** What GetCostAndUsage accepts here: the part that the collector uses, refused when anything else comes. */
const Question = z.strictObject({
  TimePeriod: z.strictObject({ Start: z.iso.date(), End: z.iso.date() }),
  Granularity: z.literal('DAILY'),
  Metrics: z.array(z.enum(['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity'])).min(1),
  GroupBy,
  NextPageToken: z.string().optional(),
})
export type Question = z.infer<typeof Question>

const DIMENSIONS: Readonly<Record<string, (cost: Cost) => string>> = {
  SERVICE: ({ service }) => service,
  USAGE_TYPE: ({ usageType }) => usageType,
  RECORD_TYPE: ({ recordType }) => recordType,
}

/** AWS Cost Explorer on loopback, as the SDK meets it: `POST /` in AWS JSON 1.1. Close it when done. */
export async function startFakeCostExplorer(options: FakeOptions): Promise<FakeCostExplorer> {
  let { costs } = options
  const faults: (Fault | null)[] = []
  const questions: Question[] = []
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      send(response, 500, { __type: 'InternalFailure', message: String(error) })
    })
  })
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    if (request.headers['x-amz-target'] !== 'AWSInsightsIndexService.GetCostAndUsage') {
      return send(response, 400, { __type: 'UnknownOperationException', message: 'unknown target' })
    }
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
      return send(response, 400, { __type: 'MissingAuthenticationTokenException', message: 'not signed' })
    }
    const question = Question.safeParse(JSON.parse(body))
    if (!question.success) {
      return send(response, 400, { __type: 'ValidationException', message: question.error.message })
    }
    questions.push(question.data)
    const fault = faults.shift() ?? null
    const page = answer(question.data, costs, options)
    if (fault === null) send(response, 200, page)
    else answerFault(response, fault, page)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    script: (list) => void faults.push(...list),
    setCosts: (list) => {
      costs = list
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** One page: as many groups as fit, by day. */
export interface Page {
  readonly ResultsByTime: readonly unknown[]
  readonly NextPageToken?: string
}

function answer(question: Question, costs: readonly Cost[], options: FakeOptions): Page {
  const { Start, End } = question.TimePeriod
  const all = groupsOf(
    question,
    costs.filter(({ day }) => day >= Start && day < End),
  )
  const from = Number(question.NextPageToken?.replace('page-', '') ?? 0)
  const until = from + (options.pageSize ?? 10_000)
  return {
    ResultsByTime: gather(all.slice(from, until), ({ day }) => day).map(([day, groups]) => ({
      TimePeriod: { Start: day, End: addDays(day, 1) },
      Total: {},
      Groups: groups.map(({ Keys, Metrics }) => ({ Keys, Metrics })),
      Estimated: options.estimatedFrom !== undefined && day >= options.estimatedFrom,
    })),
    ...(until < all.length ? { NextPageToken: `page-${until}` } : {}),
  }
}

function groupsOf({ GroupBy, Metrics }: Question, costs: readonly Cost[]) {
  const keysOf = (cost: Cost) => GroupBy.map(({ Key }) => DIMENSIONS[Key]?.(cost) ?? '')
  const groups = gather(costs, (cost) => JSON.stringify([cost.day, ...keysOf(cost), cost.currency]))
  return groups.flatMap(([, rows]) => {
    const [first] = rows
    if (first === undefined) return []
    const metrics = Metrics.map((name) => [name, METRICS[name](rows)])
    return [{ day: first.day, Keys: keysOf(first), Metrics: Object.fromEntries(metrics) }]
  })
}

const METRICS = {
  UnblendedCost: money(({ unblended }) => unblended),
  AmortizedCost: money(({ amortized }) => amortized),
  BlendedCost: money(({ blended }) => blended),
  UsageQuantity(rows: readonly Cost[]) {
    const units = new Set(rows.map(({ quantityUnit }) => quantityUnit ?? 'N/A'))
    return {
      Amount: addAmounts(rows.map(({ quantity }) => quantity ?? '0')),
      Unit: units.size === 1 ? [...units][0] : 'N/A',
    }
  },
}

function money(amountOf: (cost: Cost) => string) {
  return (rows: readonly Cost[]) => ({
    Amount: addAmounts(rows.map(amountOf)),
    Unit: rows[0]?.currency ?? 'USD',
  })
}

function gather<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups]
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
