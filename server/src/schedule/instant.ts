/** UTC to the second, as the API writes times: `2026-11-23T05:17:00Z`. */
export function instant(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
