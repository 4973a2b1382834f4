import type { SourceConfig } from '../config/sources.ts'
import { CollectError } from './collect-error.ts'
import type { CollectContext } from './collector.ts'
import type { MonthWindow } from './plan-months.ts'
import { DEFAULT_RETRIES, sleep } from './retry.ts'

export interface ContextDeps extends Pick<CollectContext, 'clock' | 'log' | 'env' | 'signal'> {
  readonly retries?: CollectContext['retries']
  readonly sleep?: CollectContext['sleep']
  readonly random?: CollectContext['random']
}

/** Paid requests of one run. */
export interface Meter {
  spend(): void
  count(): number
}

export function createMeter(source: string, max: number): Meter {
  let requests = 0
  return {
    count: () => requests,
    spend() {
      if (requests >= max) {
        throw new CollectError(
          'budget',
          `the run stopped at its limit of ${max} paid requests. Raise maxRequests of source ${source}, or take fewer months with --since`,
        )
      }
      requests += 1
    },
  }
}

/** What a collector gets to read one month. */
export function contextOf(
  source: SourceConfig,
  deps: ContextDeps,
  meter: Meter,
  part: Pick<CollectContext, 'reading' | 'page'> & { window: MonthWindow },
): CollectContext {
  const { clock, log, env, signal } = deps
  return {
    ...part,
    source: source.id,
    clock,
    log,
    env,
    signal,
    retries: deps.retries ?? DEFAULT_RETRIES,
    sleep: deps.sleep ?? sleep,
    random: deps.random ?? Math.random,
    spend: meter.spend,
  }
}
