/** Answers by key, with the oldest dropped when their bytes pass a bound; equal questions that run are asked once. */
export interface AnswerCache {
  /** `produce` is told by its signal when the last of those who asked (`asker`) has gone. */
  get(key: string, produce: (signal: AbortSignal) => Promise<Answer>, asker?: AbortSignal): Promise<Answer>
  readonly stats: { readonly hits: number; readonly misses: number; readonly bytes: number }
}

export interface Answer {
  readonly body: string
  /** The data version that the body was made from. */
  readonly dataVersion: string
}

/** `keep` says whether an answer may stand for its key, e.g. because no commit came between the two. */
export function createAnswerCache(
  bytesMax: number,
  keep: (key: string, answer: Answer) => boolean,
): AnswerCache {
  const kept = new Map<string, Answer>()
  const running = new Map<string, Running>()
  const stats = { hits: 0, misses: 0, bytes: 0 }

  function store(key: string, answer: Answer): void {
    const bytes = size(key, answer)
    if (bytes > bytesMax / 4 || !keep(key, answer)) return
    kept.set(key, answer)
    stats.bytes += bytes
    for (const [oldest, dropped] of kept) {
      if (stats.bytes <= bytesMax) break
      kept.delete(oldest)
      stats.bytes -= size(oldest, dropped)
    }
  }

  function start(key: string, produce: (signal: AbortSignal) => Promise<Answer>): Running {
    const controller = new AbortController()
    const mine: Running = { controller, askers: 0, answer: produce(controller.signal) }
    running.set(key, mine)
    const done = () => {
      if (running.get(key) === mine) running.delete(key)
    }
    mine.answer.then((answer) => store(key, answer)).then(done, done)
    return mine
  }

  function join(key: string, mine: Running, asker?: AbortSignal): Promise<Answer> {
    mine.askers += 1
    const leave = () => {
      mine.askers -= 1
      if (mine.askers > 0) return
      if (running.get(key) === mine) running.delete(key)
      mine.controller.abort()
    }
    asker?.addEventListener('abort', leave, { once: true })
    return mine.answer.finally(() => asker?.removeEventListener('abort', leave))
  }

  return {
    stats,
    get(key, produce, asker) {
      const known = kept.get(key)
      if (known !== undefined) {
        stats.hits += 1
        kept.delete(key)
        kept.set(key, known)
        return Promise.resolve(known)
      }
      const pending = running.get(key)
      if (pending === undefined) stats.misses += 1
      return join(key, pending ?? start(key, produce), asker)
    },
  }
}

interface Running {
  readonly controller: AbortController
  readonly answer: Promise<Answer>
  askers: number
}

/** Upper bound of what a text takes in memory. */
function size(key: string, answer: Answer): number {
  return 2 * (key.length + answer.body.length)
}
