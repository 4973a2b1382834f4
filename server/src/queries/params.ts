import { z } from 'zod'
import { AppError } from '../errors.ts'
import { suggest } from '../suggest.ts'
import { clip } from './dimension-sql.ts'

/** Parameters that may be given more than once. */
const REPEATABLE: ReadonlySet<string> = new Set(['filter', 'keep'])

/**
 * Reads query parameters by a strict schema. The same parameters come from a URL and from flags of the command line.
 * @throws INVALID_INPUT naming the parameter: unknown (with the nearest that exists), repeated or not readable
 */
export function readParams<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  params: URLSearchParams,
): z.output<z.ZodObject<S>> {
  const known = Object.keys(schema.shape)
  const input = new Map<string, string | string[]>()
  for (const name of new Set(params.keys())) {
    if (!known.includes(name)) throw invalid(name, `there is no such parameter${suggest(clip(name), known)}`)
    const values = params.getAll(name)
    if (values.length > 1 && !REPEATABLE.has(name)) throw invalid(name, 'it may be given once only')
    input.set(name, REPEATABLE.has(name) ? values : (values[0] ?? ''))
  }
  const parsed = schema.safeParse(Object.fromEntries(input))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(String(issue?.path[0] ?? 'parameters'), describe(issue, input))
}

/** INVALID_INPUT about one parameter. */
export function invalid(parameter: string, why: string): AppError {
  return new AppError('INVALID_INPUT', `${clip(parameter)}: ${why}.`, {
    details: { parameter: clip(parameter) },
  })
}

/** `top=5` as text → 5. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)

/** `explain=true`, and a flag alone: `explain`. */
export const flag = () =>
  z
    .string()
    .refine((text) => ['true', 'false', '1', '0', ''].includes(text), { error: 'must be true or false' })
    .default('false')
    .transform((text) => text !== 'false' && text !== '0')

function describe(
  issue: z.core.$ZodIssue | undefined,
  input: ReadonlyMap<string, string | string[]>,
): string {
  const given = input.get(String(issue?.path[0]))
  if (issue?.code === 'invalid_value') {
    const options = issue.values.map(String)
    return `"${clip(String(given))}" is none of ${options.join(', ')}${suggest(clip(String(given)), options)}`
  }
  if (issue?.code === 'too_big') return `it may have at most ${issue.maximum} characters`
  const why = issue?.code === 'custom' ? issue.message : 'it cannot be read'
  return `"${clip(String(given ?? ''))}" is not accepted: ${why}`
}
