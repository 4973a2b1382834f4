import type { Db } from '../db/open.ts'
import { singleFlight } from '../single-flight.ts'
import { clearDemo, isDemo } from './demo-data.ts'

/** Keeps the demo company and bills of one's own apart: they never count together. */
export interface DemoGate {
  /** Loads the demo company once no bill of one's own is under way; `signal` says that one has come. */
  load<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Brings in a bill of one's own: a load under way is stopped and the demo goes, before `work` begins. */
  own<T>(work: () => Promise<T>): Promise<T>
}

export function createDemoGate(db: Db): DemoGate {
  const owns = new Set<Promise<unknown>>()
  let loading: { readonly stop: AbortController; readonly settled: Promise<void> } | undefined
  /** Bills that come together share one end of the demo: a second one would take the first bill along. */
  const endOnce = singleFlight(() => endDemo(db))

  async function takePlace<T>(work: () => Promise<T>): Promise<T> {
    loading?.stop.abort()
    await loading?.settled
    await endOnce()
    return work()
  }

  return {
    load(work) {
      const stop = new AbortController()
      const result = Promise.allSettled([...owns]).then(() => work(stop.signal))
      const forget = () => {
        loading = undefined
      }
      loading = { stop, settled: result.then(forget, forget) }
      return result
    },
    own(work) {
      const result = takePlace(work)
      const forget = () => {
        owns.delete(result)
      }
      owns.add(result)
      void result.then(forget, forget)
      return result
    },
  }
}

async function endDemo(db: Db): Promise<void> {
  if (await isDemo(db)) await clearDemo(db)
}
