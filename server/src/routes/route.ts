import type { Context } from 'hono'
import type { z } from 'zod'
import type { AppEnv } from '../http/app-env.ts'
import type { Ask } from '../queries/ask.ts'
import type { AppDeps } from './deps.ts'

interface Declaration {
  /** Below `/api/v1`, in the form of OpenAPI: `/imports/{id}`. */
  readonly path: `/${string}`
  readonly summary: string
  /** Query parameters, strict. */
  readonly params?: z.ZodObject
  /** Shape of the answer in JSON, for the OpenAPI document. */
  readonly returns?: z.ZodType
}

/** A GET that reads the data: cached by data version, with an ETag. */
export interface QuestionRoute extends Declaration {
  readonly kind: 'question'
  /** For an answer that also tells what is going on in this process: another text when that has changed. */
  stamp?(deps: AppDeps): string
  answer(ask: Ask, request: Asked, deps: AppDeps): Promise<unknown>
}

export interface Asked {
  readonly params: URLSearchParams
  /** Value of `{name}` in the path, decoded. */
  path(name: string): string
}

/** Anything else: changes, files, health. */
export interface ActionRoute extends Declaration {
  readonly kind: 'action'
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly body?: z.ZodType
  /** Media types of an answer that is a file. */
  readonly files?: readonly string[]
  handle(context: Context<AppEnv>, deps: AppDeps): Promise<Response>
}

export type Route = QuestionRoute | ActionRoute
