const MILLISECONDS = ['retry-after-ms', 'x-ms-retry-after-ms']
const QUOTA = /^x-ms-ratelimit-(microsoft\.(costmanagement|consumption)-.*-?)?retry-after$/

/**
 * How long an answer asks to wait, in milliseconds; null when it does not. Knows `Retry-After` as seconds and as an
 * HTTP date, `retry-after-ms`, `x-ms-retry-after-ms`, and Azure's `x-ms-ratelimit-…-retry-after` (seconds); of
 * several the longest counts. Sources: RFC 9110 §10.2.3, Azure SDK guidelines, Cost Management "QPU" throttling.
 */
export function retryAfterMs(headers: Readonly<Record<string, unknown>>, now: Date): number | null {
  const waits = Object.entries(headers).flatMap(([name, value]) => {
    const wait =
      typeof value === 'string' || typeof value === 'number'
        ? waitOf(name.toLowerCase(), String(value), now)
        : null
    return wait === null ? [] : [wait]
  })
  return waits.length === 0 ? null : Math.max(...waits)
}

function waitOf(name: string, value: string, now: Date): number | null {
  if (MILLISECONDS.includes(name)) return number(value)
  if (QUOTA.test(name)) return seconds(value)
  if (name !== 'retry-after') return null
  return seconds(value) ?? untilDate(value, now)
}

function number(text: string): number | null {
  return /^\d{1,12}(\.\d+)?$/.test(text.trim()) ? Math.ceil(Number(text)) : null
}

function seconds(text: string): number | null {
  const value = /^\d{1,9}(\.\d+)?$/.test(text.trim()) ? Number(text) : null
  return value === null ? null : Math.ceil(value * 1000)
}

function untilDate(text: string, now: Date): number | null {
  const time = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? null : Math.max(0, time - now.getTime())
}
