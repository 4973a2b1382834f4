import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Jobs } from './bigquery-jobs.ts'
import type { GcpWorld } from './world.ts'

/** One REST call that the fake knows, as strictly as Google takes it. */
export interface Operation {
  /** Service and method, e.g. `billing.listSkus`. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Named groups become members of `path`. */
  readonly path: RegExp
  /** The client that speaks it: gax asks for numeric enums, BigQuery's own client does not. */
  readonly api: 'gax' | 'bigquery' | 'compute'
  readonly query: z.ZodObject
  readonly body: z.ZodType
  /** Members of the answer that hold its rows and the next page's token; null where there are no pages. */
  readonly pages: { readonly list: string; readonly next: 'nextPageToken' | 'pageToken' } | null
  answer(question: Question, state: State, offset: number): Answer
}

export interface Question {
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: unknown
}

export interface State {
  readonly world: GcpWorld
  readonly jobs: Jobs
}

export type Answer = Readonly<Record<string, unknown>>

interface Definition<B extends z.ZodType> extends Omit<Operation, 'body' | 'query' | 'answer' | 'pages'> {
  /** Query parameters beside those that every call of the API may have. */
  readonly query?: z.ZodRawShape
  readonly body?: B
  readonly pages?: Operation['pages']
  answer(question: Question & { body: z.output<B> }, state: State, offset: number): Answer
}

const COMMON = {
  gax: { $alt: z.literal('json;enum-encoding=int') },
  bigquery: { prettyPrint: z.literal('false').optional() },
  compute: {},
} as const

export function defineOperation<B extends z.ZodType = z.ZodUndefined>(definition: Definition<B>): Operation {
  const { query = {}, body, pages = null } = definition
  const checked = body ?? z.undefined()
  return {
    ...definition,
    pages,
    query: z.strictObject({ ...COMMON[definition.api], ...query }),
    body: checked,
    answer: (question, state, offset) =>
      definition.answer({ ...question, body: checked.parse(question.body) as z.output<B> }, state, offset),
  }
}

/** An error in the form of Google's APIs. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  /** Canonical name, e.g. `INVALID_ARGUMENT`; for BigQuery its own reason, e.g. `invalidQuery`. */
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

/** A number in a query parameter. */
export function wholeNumber(max: number) {
  return z
    .string()
    .regex(/^\d+$/)
    .refine((text) => Number(text) >= 1 && Number(text) <= max, `must be 1 to ${max}`)
    .optional()
}

/** One page of `rows` from `offset` on, with the token of the next. */
export function pageOf(
  operation: { list: string; next: string },
  rows: readonly unknown[],
  offset: number,
  size: number,
): Answer {
  const end = offset + size
  return {
    [operation.list]: rows.slice(offset, end),
    ...(end < rows.length ? { [operation.next]: `page-${end}` } : {}),
  }
}

export function pageSize(asked: string | undefined, { pageSize: most = 1000 }: GcpWorld): number {
  return Math.min(asked === undefined ? most : Number(asked), most)
}

/** Page tokens that were handed out, by the question that they continue. */
export interface TokenBook {
  /** Offset of the page. Throws Refusal for a token of nobody, of another question, or of a page before the last one. */
  open(operation: Operation, question: Question): number
  issue(operation: Operation, question: Question, answer: Answer): void
}

export function createTokenBook(): TokenBook {
  const last = new Map<string, string>()
  return {
    open(operation, question) {
      const token = question.query['pageToken']
      if (token === undefined) return 0
      if (last.get(questionOf(operation, question)) !== token)
        throw new Refusal(
          400,
          operation.api === 'gax' ? 'INVALID_ARGUMENT' : 'invalid',
          'Invalid page token.',
        )
      return Number(/^page-(\d+)$/.exec(token)?.[1] ?? 0)
    },
    issue(operation, question, answer) {
      const token = operation.pages === null ? undefined : answer[operation.pages.next]
      if (typeof token === 'string') last.set(questionOf(operation, question), token)
    },
  }
}

function questionOf({ name }: Operation, { path, query, body }: Question): string {
  const { pageToken: _, ...asked } = query
  return createHash('sha256')
    .update(JSON.stringify([name, path, asked, body]))
    .digest('hex')
}
