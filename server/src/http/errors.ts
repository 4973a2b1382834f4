import type { ApiErrorBody } from '@outlay/shared/api'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { AppEnv } from './app-env.ts'

const INTERNAL_MESSAGE = 'Something went wrong inside Outlay. The log names the cause under this request id.'

/** Every failure as `{error: {code, message, requestId, details?}}`: no stack, SQL, path or environment leaves. */
export function createErrorHandler(log: Logger): ErrorHandler<AppEnv> {
  return (error, context) => {
    if (error instanceof AppError && error.code !== 'INTERNAL') return answer(context, error)
    if (error instanceof HTTPException) return answer(context, fromHttp(error))
    log.error({ err: error, cause: error.cause, requestId: context.get('requestId') }, 'request failed')
    return answer(context, new AppError('INTERNAL', INTERNAL_MESSAGE))
  }
}

export const notFound: NotFoundHandler<AppEnv> = (context) =>
  answer(context, new AppError('NOT_FOUND', 'There is nothing at this address.'))

/** An address that is there, asked with a method that it does not know; `methods` are those that it does. */
export function methodNotAllowed(context: Context<AppEnv>, methods: readonly string[]): Response {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods
  const message = `This address takes ${allowed.join(', ')}, not ${context.req.method}.`
  const body: ApiErrorBody = {
    error: { code: 'METHOD_NOT_ALLOWED', message, requestId: context.get('requestId') ?? '' },
  }
  context.header('allow', allowed.join(', '))
  context.header('cache-control', 'no-store')
  return context.json(body, 405)
}

function answer(context: Context<AppEnv>, error: AppError): Response {
  const body: ApiErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      requestId: context.get('requestId') ?? '',
      ...(error.details !== undefined && { details: error.details }),
    },
  }
  if (error.status === 503) context.header('retry-after', '2')
  context.header('cache-control', 'no-store')
  return context.json(body, error.status as ContentfulStatusCode)
}

function fromHttp(error: HTTPException): AppError {
  if (error.status === 413)
    return new AppError('TOO_LARGE', 'The request is larger than allowed.', { cause: error })
  if (error.status === 403 || error.status === 401)
    return new AppError('FORBIDDEN', error.message, { cause: error })
  if (error.status < 500) return new AppError('INVALID_INPUT', error.message, { cause: error })
  return new AppError('INTERNAL', INTERNAL_MESSAGE, { cause: error })
}
