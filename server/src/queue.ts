/** Runs work in the order in which it came, at most so many at a time. */
export interface Queue {
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createQueue(atOnce: number): Queue {
  const waiting: (() => void)[] = []
  let active = 0
  return {
    async run(work) {
      if (active >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
      else active += 1
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next === undefined) active -= 1
        else next()
      }
    },
  }
}
