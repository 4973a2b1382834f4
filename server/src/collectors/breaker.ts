import { CollectError } from './collect-error.ts'

/** Stops a run from asking a cloud that answers nothing useful any more. */
export interface Breaker {
  /** Throws CollectError `upstream`, which ends the source, once the circuit is open. */
  check(): void
  succeeded(): void
  failed(error: unknown): void
}

/** Failures in a row, over all calls of a source, after which its run ends. The next run begins with a closed circuit. */
const FAILURES_MAX = 5

export function createBreaker(): Breaker {
  let inARow = 0
  return {
    check() {
      if (inARow < FAILURES_MAX) return
      throw new CollectError(
        'upstream',
        `the cloud failed ${FAILURES_MAX} times in a row, so this run asks it no more; the next one goes on from here`,
        { endsSource: true },
      )
    },
    succeeded() {
      inARow = 0
    },
    failed(error) {
      if (!(error instanceof CollectError)) return
      if (error.kind === 'upstream' || error.kind === 'bad_answer') inARow += 1
      // an answer, if not the wanted one: the cloud is there
      else if (error.kind !== 'cancelled') inARow = 0
    },
  }
}
