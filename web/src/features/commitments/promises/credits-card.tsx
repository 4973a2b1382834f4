import { addDays } from '@outlay/shared/period'
import type { CreditMonth, CreditState, PromisesAnswer } from '@outlay/shared/promises'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatDay, formatMoney, formatMoneyCompact, formatMonth } from '../../../lib/format.ts'
import { rangeLabel, valueLabel } from '../../../lib/labels.ts'

/** Balance, burn, expiry, and the bill without credits. */
export function CreditsCard({ answer: { credits, creditMonths } }: { readonly answer: PromisesAnswer }) {
  const known = new Set(credits.map(({ provider }) => provider))
  const unknown = [...new Set(creditMonths.map(({ provider }) => provider))].filter(
    (each) => !known.has(each),
  )
  return (
    <section className="card">
      <h2 className="card-title">Credits</h2>
      <p className="card-note">What was given, what is left, and the bill without it</p>
      {credits.map((credit) => (
        <Credit key={credit.id} credit={credit} />
      ))}
      {unknown.map((provider) => (
        <p key={provider} className="commit-none">
          {valueLabel('provider', provider)}: balance unknown. Bills tell what was used of a credit, not what
          is left: name it under <code>credits</code> in <code>outlay.config.yaml</code>.
        </p>
      ))}
      {creditMonths.length === 0 ? (
        <p className="commit-none">There is no credit on the last twelve months of the bill.</p>
      ) : (
        <MonthsTable months={creditMonths} />
      )}
    </section>
  )
}

function Credit({ credit }: { readonly credit: CreditState }) {
  const { id, name, currency, amount, balance, used, untold, expires } = credit
  const money = (value: string | number) => formatMoneyCompact(value, currency)
  return (
    <article className="commit-contract">
      <h3>{name ?? id}</h3>
      <p>
        {balance === null ? 'Balance unknown' : <data value={balance}>{money(balance)} left</data>} of{' '}
        {money(amount)}, {money(used)} used
        {expires !== null && `; usable through ${formatDay(addDays(expires, -1), 'year')}`}.
      </p>
      <p>{burnInWords(credit)}</p>
      {untold !== null && (
        <p className="tone-warning">
          {rangeLabel(untold)} is not on the bill and not stated: name what was used by then under{' '}
          <code>drawn</code>.
        </p>
      )}
    </article>
  )
}

function burnInWords({ pace, exhaustedOn, atRisk, currency, expires }: CreditState): string {
  if (pace === null)
    return atRisk !== null && atRisk.expected > 0 ? 'What is left has expired.' : 'Nothing is drawn now.'
  const rate = `About ${formatMoney(pace.daily * 30, currency)} a month is drawn`
  const day = exhaustedOn?.expected ?? null
  if (atRisk !== null && atRisk.expected > 0)
    return `${rate}: about ${formatMoney(atRisk.expected, currency)} (${formatMoney(atRisk.low, currency)} to ${formatMoney(atRisk.high, currency)}) are left when it expires.`
  if (day === null) return expires === null ? `${rate}.` : `${rate}; it is used up before it expires.`
  return `${rate}: used up about ${formatDay(day, 'year')}.`
}

const COLUMNS = [
  { label: 'Month' },
  { label: 'Credits used', num: true },
  { label: 'Billed', num: true },
  { label: 'Without credits', num: true },
]

function MonthsTable({ months }: { readonly months: readonly CreditMonth[] }) {
  return (
    <ScrollRegion className="is-tall" label="Credits by month">
      <table className="table">
        <caption className="sr-only">Credits used by month, and the bill with and without them</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {months.map(({ month, provider, currency, burn, billed, withoutCredits, partial }) => (
            <tr key={`${month} ${provider} ${currency}`}>
              <th scope="row">
                {formatMonth(month)}
                <p className="row-note">
                  {valueLabel('provider', provider)}
                  {partial && ', not whole'}
                </p>
              </th>
              <td className="num">{formatMoney(burn, currency)}</td>
              <td className="num">{formatMoney(billed, currency)}</td>
              <td className="num">{formatMoney(withoutCredits, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
