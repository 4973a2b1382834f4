import type { Queue } from '../queue.ts'
import { createBreaker } from './breaker.ts'
import type { Api, CallContext } from './call-context.ts'
import { CollectError } from './collect-error.ts'
import { createLimiter } from './limiter.ts'
import { DEFAULT_RETRIES, sleep, withRetries } from './retry.ts'

export interface ContextDeps extends Pick<CallContext, 'clock' | 'log' | 'env' | 'signal'> {
  readonly retries?: CallContext['retries']
  readonly sleep?: CallContext['sleep']
  readonly random?: CallContext['random']
  /** Milliseconds that only ever grow, for the distance between calls; the clock may be set. */
  readonly monotonic?: () => number
}

/** Requests of one run. */
export interface Meter {
  spend(): void
  count(): void
  readonly requests: () => { readonly paid: number; readonly free: number }
}

/** `max` bounds the paid ones. */
export function createMeter(source: string, max: number): Meter {
  let paid = 0
  let free = 0
  return {
    requests: () => ({ paid, free }),
    count() {
      free += 1
    },
    spend() {
      if (paid >= max) {
        throw new CollectError(
          'budget',
          `the run stopped at its limit of ${max} paid requests. Raise maxRequests of source ${source}, or take fewer months with --since`,
        )
      }
      paid += 1
    },
  }
}

/** How a source asks its cloud in one run: limits by API, one circuit, one count of requests. */
export function callContext(source: string, deps: ContextDeps, meter: Meter): CallContext {
  const { clock, log, env, signal } = deps
  const base = {
    source,
    clock,
    log,
    env,
    signal,
    retries: deps.retries ?? DEFAULT_RETRIES,
    sleep: deps.sleep ?? sleep,
    random: deps.random ?? Math.random,
    spend: meter.spend,
    count: meter.count,
  }
  const now = deps.monotonic ?? (() => performance.now())
  const limiters = new Map<string, Queue>()
  const limiterOf = (api: Api) => {
    const known = limiters.get(api.name)
    const limiter = known ?? createLimiter(api, { now, sleep: base.sleep, signal })
    limiters.set(api.name, limiter)
    return limiter
  }
  const breaker = createBreaker()
  const attempt = async <T>(api: Api, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    breaker.check()
    if (signal.aborted) throw new CollectError('cancelled', 'stopped')
    try {
      const answer = await limiterOf(api).run(() => withDeadline(api, signal, work))
      breaker.succeeded()
      return answer
    } catch (error) {
      const known = translate(api, error, signal)
      breaker.failed(known)
      throw known
    }
  }
  return { ...base, call: (api, work) => withRetries(base, () => attempt(api, work)) }
}

function translate(api: Api, error: unknown, signal: AbortSignal): unknown {
  if (error instanceof CollectError) return error
  if (signal.aborted) return new CollectError('cancelled', 'stopped', { cause: error })
  return api.toError(error)
}

/** The signal ends what listens to it; the race ends what does not. */
async function withDeadline<T>(
  { name, deadlineMs }: Api,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const timedOut = new CollectError('upstream', `${name} gave no answer within ${deadlineMs / 1000} s`)
  const stop = () => late.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      late.abort(timedOut)
      reject(timedOut)
    }, deadlineMs)
  })
  try {
    return await Promise.race([work(late.signal), deadline])
  } finally {
    signal.removeEventListener('abort', stop)
    clearTimeout(timer)
  }
}
