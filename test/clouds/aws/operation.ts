import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { AwsWorld } from './world.ts'

/** One API call that the fake knows, as strictly as AWS takes it. */
export interface Operation {
  readonly service: Service
  /** e.g. `GetCostAndUsage` */
  readonly name: string
  /** The request's body without the page token; unknown members are refused. */
  readonly body: z.ZodType
  /** Member of the answer that holds its rows. */
  readonly list: string
  /** How the page token is called in the question and in the answer; null where there are no pages. */
  readonly token: { readonly asked: string; readonly given: string } | null
  /** The answer from `offset` on. Throws Refusal. */
  answer(body: unknown, world: AwsWorld, offset: number): Answer
}

export type Answer = Readonly<Record<string, unknown>>

interface Definition<B extends z.ZodType> extends Omit<Operation, 'body' | 'answer'> {
  readonly body: B
  answer(body: z.output<B>, world: AwsWorld, offset: number): Answer
}

export function defineOperation<B extends z.ZodType>(operation: Definition<B>): Operation {
  return {
    ...operation,
    answer: (body, world, offset) => operation.answer(operation.body.parse(body), world, offset),
  }
}

/** Target prefix, JSON version and the name under which requests are signed. */
export const SERVICES = {
  'cost-explorer': { target: 'AWSInsightsIndexService', json: '1.1', signed: 'ce' },
  cloudwatch: { target: 'GraniteServiceVersion20100801', json: '1.0', signed: 'monitoring' },
  organizations: { target: 'AWSOrganizationsV20161128', json: '1.1', signed: 'organizations' },
  'compute-optimizer': { target: 'ComputeOptimizerService', json: '1.0', signed: 'compute-optimizer' },
  'cost-optimization-hub': {
    target: 'CostOptimizationHubService',
    json: '1.0',
    signed: 'cost-optimization-hub',
  },
  pricing: { target: 'AWSPriceListService', json: '1.1', signed: 'pricing' },
  ec2: { target: null, json: null, signed: 'ec2' },
  sts: { target: null, json: null, signed: 'sts' },
} as const
export type Service = keyof typeof SERVICES

/** An error as AWS names it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** One page of `items` from `offset` on, and the token of the next. */
export function pageOf<T>(
  items: readonly T[],
  offset: number,
  size: number,
): { rows: T[]; next: string | undefined } {
  const end = offset + size
  return { rows: items.slice(offset, end), next: end < items.length ? `page-${end}` : undefined }
}

/** The page tokens that were handed out: for each, the questions that they continue. */
export interface TokenBook {
  /** Offset of the page. Throws Refusal for a token of nobody, or of another question. */
  open(operation: Operation, body: Readonly<Record<string, unknown>>): number
  issue(operation: Operation, body: Readonly<Record<string, unknown>>, answer: Answer): void
}

export function createTokenBook(): TokenBook {
  const issued = new Map<string, Set<string>>()
  return {
    open(operation, body) {
      const token = operation.token === null ? undefined : body[operation.token.asked]
      if (token === undefined) return 0
      const questions = issued.get(`${operation.name} ${String(token)}`)
      if (questions === undefined)
        throw new Refusal(
          TOKEN_ERRORS[operation.service] ?? 'InvalidNextTokenException',
          'The pagination token is invalid.',
        )
      if (!questions.has(questionOf(operation, body)))
        throw new Refusal('RequestChangedException', 'The request changed between pages.')
      return Number(/^page-(\d+)$/.exec(String(token))?.[1] ?? 0)
    },
    issue(operation, body, answer) {
      const token = operation.token === null ? undefined : answer[operation.token.given]
      if (typeof token !== 'string') return
      const key = `${operation.name} ${token}`
      issued.set(key, (issued.get(key) ?? new Set()).add(questionOf(operation, body)))
    },
  }
}

const TOKEN_ERRORS: Partial<Record<Service, string>> = {
  cloudwatch: 'InvalidParameterValueException',
  organizations: 'InvalidInputException',
  'compute-optimizer': 'InvalidParameterValueException',
  'cost-optimization-hub': 'ValidationException',
  ec2: 'InvalidParameterValue',
}

function questionOf({ token }: Operation, body: Readonly<Record<string, unknown>>): string {
  const question = Object.entries(body).filter(([key]) => key !== token?.asked)
  return createHash('sha256').update(JSON.stringify(question)).digest('hex')
}
