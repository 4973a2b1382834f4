import { createQueue, type Queue } from '../queue.ts'
import type { Api } from './call-context.ts'

interface Deps {
  readonly now: () => number
  sleep(ms: number, signal: AbortSignal): Promise<void>
  readonly signal: AbortSignal
}

/** Lets work in, at most `concurrency` at a time and one every `everyMs`. A stopped run waits for nothing. */
export function createLimiter(
  { concurrency, everyMs = 0 }: Pick<Api, 'concurrency' | 'everyMs'>,
  deps: Deps,
): Queue {
  const queue = createQueue(concurrency)
  let nextStart = 0
  return {
    run: (work) =>
      queue.run(async () => {
        const now = deps.now()
        const start = Math.max(now, nextStart)
        nextStart = start + everyMs
        if (start > now) await deps.sleep(start - now, deps.signal)
        return work()
      }),
  }
}
