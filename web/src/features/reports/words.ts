import type { AlertDelivery } from '@outlay/shared/alerts'

const STATE: Readonly<Record<AlertDelivery['state'], string>> = {
  queued: 'waits',
  sending: 'is being sent',
  sent: 'delivered',
  failed: 'failed, is tried again',
  held: 'held',
  bundled: 'told with others',
  dead: 'given up',
}

/** `#finops delivered, ada@example.com held (SMTP is not set)`. */
export function deliveryWords(deliveries: readonly AlertDelivery[]): string {
  if (deliveries.length === 0) return 'kept, told nobody'
  return deliveries
    .map(({ channel, state, note }) => {
      const why = state === 'sent' || note === null ? '' : ` (${note})`
      return `${recipientWords(channel)} ${STATE[state]}${why}`
    })
    .join(', ')
}

/** `Mon 23 Nov 2026, 08:00 Europe/Berlin`. */
export function instantWords(instant: string, timezone: string): string {
  const written = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: timezone },
  }).format(new Date(instant))
  return `${written} ${timezone}`
}

/** A channel as people call it. */
export function recipientWords(channel: string): string {
  return channel === 'file'
    ? 'a file of the data folder, as no channel is set up'
    : channel.replace(/^(slack|email):/, '')
}
