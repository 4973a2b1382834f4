/** The moment as the head of a mail has it, by the clock of a time zone: `Mon, 23 Nov 2026 11:00:00 +0100`. */
export function mailDate(now: Date, timezone: string): string {
  const part = partsOf(now, timezone)
  const shown = Date.UTC(
    Number(part('year')),
    Number(part('month')) - 1,
    Number(part('day')),
    Number(part('hour')),
    Number(part('minute')),
    Number(part('second')),
  )
  const minutes = Math.round((shown - now.getTime()) / 60_000)
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}${two(Math.abs(minutes) % 60)}`
  return new Date(shown).toUTCString().replace('GMT', zone)
}

function partsOf(now: Date, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    },
  })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  return (type) => parts.get(type) ?? ''
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}
