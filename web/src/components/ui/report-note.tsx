import { addDays } from '@outlay/shared/period'
import type { Conversion, Converted, Report } from '@outlay/shared/report-currency'
import { formatMoneyExact } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'

const SOURCE = { bill: 'the rate of the bill', file: 'the rates file', same: '' } as const

/** Which money was converted, at which rates of which days, and what has no rate and is in no total. */
export function ReportNote({ report }: { readonly report: Report }) {
  const { previous } = report
  return (
    <>
      <Conversions converted={report} report={report} />
      {previous !== undefined && <Conversions lead="Before: " converted={previous} report={report} />}
    </>
  )
}

interface ConversionsProps {
  readonly lead?: string
  readonly converted: Converted
  readonly report: Report
}

function Conversions({ lead, converted: { conversions, apart }, report }: ConversionsProps) {
  const others = conversions.filter(({ source }) => source !== 'same')
  if (others.length === 0 && apart.length === 0) return null
  return (
    <p className="answer-detail muted report-note">
      {lead}
      {others.map((conversion) => (
        <span key={`${conversion.from} ${conversion.source}`}>
          <data value={conversion.amount}>{formatMoneyExact(conversion.amount, conversion.from)}</data> is{' '}
          <data value={conversion.converted}>{formatMoneyExact(conversion.converted, report.currency)}</data>{' '}
          {ratesInWords(conversion, report)}.{' '}
        </span>
      ))}
      {apart.map(({ currency, total }) => (
        <strong key={currency}>
          {formatMoneyExact(total, currency)} has no rate to {report.currency} and is in no total.{' '}
        </strong>
      ))}
    </p>
  )
}

/** `at 1.13 to 1.16 USD, the rates file, daily rates of 1 Nov – 21 Nov 2026`. */
function ratesInWords(
  { source, rateLow, rateHigh, firstDay, lastDay }: Conversion,
  { currency, rate }: Report,
): string {
  const rates = rateLow === rateHigh ? short(rateLow) : `${short(rateLow)} to ${short(rateHigh)}`
  const kind = source === 'bill' || rate === 'month' ? 'by month' : 'by day'
  return `at ${rates} ${currency} (${SOURCE[source]}, ${kind}, ${rangeLabel({ start: firstDay, end: addDays(lastDay, 1) })})`
}

function short(rate: string): string {
  return Number(rate).toLocaleString('en-US', { maximumSignificantDigits: 6 })
}
