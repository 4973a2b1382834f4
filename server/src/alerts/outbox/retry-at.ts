const FIRST_MS = 5_000
const LONGEST_MS = 3_600_000

/**
 * When to try again: twice as long each time from five seconds up to an hour, half of it random, and not before what
 * the channel asked for.
 */
export function retryAt(
  attempts: number,
  now: Date,
  { retryAfterMs, random }: { readonly retryAfterMs: number | null; readonly random: () => number },
): Date {
  const wait = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_MS)
  const jittered = wait / 2 + (wait / 2) * random()
  return new Date(now.getTime() + Math.max(jittered, retryAfterMs ?? 0))
}
