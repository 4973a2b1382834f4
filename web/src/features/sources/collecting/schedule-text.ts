/** `Every day at 05:17 UTC`; a cron expression that has no short words stands as it is. */
export function scheduleText(schedule: string | null): string {
  if (schedule === null) return 'By hand only'
  const told = FORMS.map(({ cron, tell }) => {
    const found = cron.exec(schedule.trim())
    return found === null ? null : tell(found.slice(1).map(Number))
  })
  return told.find((text) => text !== null) ?? `${schedule} (cron, UTC)`
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

interface Form {
  readonly cron: RegExp
  readonly tell: (fields: readonly number[]) => string
}

const FORMS: readonly Form[] = [
  { cron: /^(\d+) (\d+) \* \* \*$/, tell: (fields) => `Every day at ${timeText(fields)}` },
  {
    cron: /^(\d+) (\d+) \* \* ([0-6])$/,
    tell: (fields) => `Every ${WEEKDAYS[fields[2] ?? 0]} at ${timeText(fields)}`,
  },
  { cron: /^(\d+) \* \* \* \*$/, tell: ([minute]) => `Every hour at minute ${minute}` },
  {
    cron: /^(\d+) \*\/(\d+) \* \* \*$/,
    tell: ([minute, hours]) => `Every ${hours} hours at minute ${minute}`,
  },
]

function timeText([minute, hour]: readonly number[]): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')} UTC`
}
