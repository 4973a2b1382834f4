import type { Context } from 'hono'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { AppEnv } from './app-env.ts'

/**
 * Reads a JSON body; an empty one counts as `{}`.
 * @throws INVALID_INPUT when it is no JSON or not of that shape
 */
export async function readJson<S extends z.ZodType>(
  context: Context<AppEnv>,
  schema: S,
): Promise<z.output<S>> {
  const text = await context.req.text()
  const parsed = schema.safeParse(text.trim() === '' ? {} : parse(text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(
    'INVALID_INPUT',
    `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not accepted'}`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The body is no JSON.', { cause })
  }
}
