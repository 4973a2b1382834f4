import { mulberry32 } from './deliveries.ts'

/** The seed of a run, printed so that OUTLAY_SEED repeats it, with its random numbers. */
export function announceSeed(test: string): { readonly seed: number; readonly random: () => number } {
  const seed = Number(process.env['OUTLAY_SEED'] ?? Date.now() % 100_000)
  console.info(`${test}: OUTLAY_SEED=${seed}`)
  return { seed, random: mulberry32(seed) }
}

/** The stage with the fewest hits so far. */
export function rarest(hits: ReadonlyMap<string, number>): string {
  return [...hits].toSorted((a, b) => a[1] - b[1])[0]?.[0] ?? ''
}

export function count(hits: Map<string, number>, stage: string): void {
  const known = hits.get(stage)
  if (known !== undefined) hits.set(stage, known + 1)
}
