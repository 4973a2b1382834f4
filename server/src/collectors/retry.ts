import type { CallContext } from './call-context.ts'
import { CollectError, type CollectKind } from './collect-error.ts'

export const DEFAULT_RETRIES = { sdkAttempts: 2, attempts: 3, baseMs: 1_000, maxMs: 120_000 } as const

const PASSING: readonly CollectKind[] = ['throttled', 'upstream', 'bad_answer']

/**
 * Repeats `work` while it fails with what passes by itself: full jitter (random × base × 2ⁿ), or what the server asked
 * to wait. A server that asks for longer than `maxMs` is not waited for.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export async function withRetries<T>(
  context: Pick<CallContext, 'retries' | 'random' | 'sleep' | 'signal' | 'log'>,
  work: () => Promise<T>,
): Promise<T> {
  const { retries, random, log } = context
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof CollectError) || error.endsSource || !PASSING.includes(error.kind)) throw error
      if (attempt >= retries.attempts || (error.retryAfterMs ?? 0) > retries.maxMs) throw error
      const ms =
        error.retryAfterMs ??
        Math.floor(random() * Math.min(retries.maxMs, retries.baseMs * 2 ** (attempt - 1)))
      log.warn(
        { kind: error.kind, code: error.vendorCode, attempt, waitMs: ms },
        'the cloud asks to come back later',
      )
      await wait(context, ms)
    }
  }
}

/** Resolves after `ms`, or at once when the signal is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}

async function wait(
  { sleep: pause, signal }: Pick<CallContext, 'sleep' | 'signal'>,
  ms: number,
): Promise<void> {
  await pause(ms, signal)
  if (signal.aborted) throw new CollectError('cancelled', 'stopped while waiting')
}
