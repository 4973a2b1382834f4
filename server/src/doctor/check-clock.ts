import { type Check, failed, ok, skipped, warning } from './check.ts'

/** AWS refuses signatures that are off by more. Source: AWS Signature Version 4, request validity of five minutes. */
const REFUSED_MS = 5 * 60_000
const ODD_MS = 60_000
const FORBIDDEN = 77

/** This machine's clock against what the clouds say. */
export function checkClock(skews: readonly (number | null)[]): Check {
  const known = skews.filter((skew) => skew !== null)
  const found = { subject: 'clock', check: 'skew' }
  if (known.length === 0) return skipped({ ...found, message: 'no cloud told its time' })
  const worst = known.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))
  const seconds = Math.round(Math.abs(worst) / 1000)
  const message =
    seconds === 0 ? 'right to the second' : `${seconds} s ${worst > 0 ? 'behind' : 'ahead of'} the cloud`
  const fix = 'Set the clock, best by NTP.'
  if (Math.abs(worst) >= REFUSED_MS) return failed({ ...found, message }, fix, FORBIDDEN)
  return Math.abs(worst) >= ODD_MS ? warning({ ...found, message }, fix) : ok({ ...found, message })
}
