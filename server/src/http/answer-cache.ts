/** Answers by key, with the oldest dropped when their bytes pass a bound; equal questions that run are asked once. */
export interface AnswerCache {
  get(key: string, produce: () => Promise<Answer>): Promise<Answer>
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
  const running = new Map<string, Promise<Answer>>()
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

  return {
    stats,
    get(key, produce) {
      const known = kept.get(key)
      if (known !== undefined) {
        stats.hits += 1
        kept.delete(key)
        kept.set(key, known)
        return Promise.resolve(known)
      }
      const pending = running.get(key)
      if (pending !== undefined) return pending
      stats.misses += 1
      const asked = produce()
        .then((answer) => {
          store(key, answer)
          return answer
        })
        .finally(() => running.delete(key))
      running.set(key, asked)
      return asked
    },
  }
}

/** Upper bound of what a text takes in memory. */
function size(key: string, answer: Answer): number {
  return 2 * (key.length + answer.body.length)
}
