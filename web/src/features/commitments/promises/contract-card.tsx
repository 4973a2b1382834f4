import { addDays, daysBetween } from '@outlay/shared/period'
import type { ContractKind, ContractState, DayRange } from '@outlay/shared/promises'
import { WorkingButton } from '../../../components/ui/working.tsx'
import {
  formatDay,
  formatMoney,
  formatMoneyChange,
  formatMoneyCompact,
  formatShare,
} from '../../../lib/format.ts'
import { rangeLabel, valueLabel } from '../../../lib/labels.ts'

const KIND: Readonly<Record<ContractKind, string>> = {
  edp: 'Enterprise discount program',
  macc: 'Azure consumption commitment',
  'google-commit': 'Google commit',
}

/** One contract: drawn, elapsed, where it ends at its pace. */
export function ContractCard({ contract }: { readonly contract: ContractState }) {
  const { name, kind, provider, currency, amount, drawn, untold } = contract
  const money = (value: string | number) => formatMoneyCompact(value, currency)
  const part = Number(amount) > 0 ? Number(drawn) / Number(amount) : 0
  return (
    <article className="commit-contract">
      <h3>
        {name}{' '}
        <WorkingButton
          small
          of={name}
          working={() => ({
            question: `What ${valueLabel('provider', provider)} billed towards ${name}, by day`,
            sql: [{ title: '', ...contract.working }],
            rows: null,
            view: null,
          })}
        />
      </h3>
      <p className="card-note">
        {KIND[kind]}, {valueLabel('provider', provider)},{' '}
        {rangeLabel({ start: contract.start, end: contract.end })}
      </p>
      <DrawnBar part={part} elapsed={elapsedOf(contract)} />
      <p>
        <data value={drawn}>{money(drawn)}</data> of {money(amount)} drawn ({formatShare(part)})
        {contract.through !== null && ` through ${formatDay(contract.through, 'year')}`}
        {elapsedOf(contract) !== null && `, with ${formatShare(elapsedOf(contract) ?? 0)} of its term over`}.
      </p>
      <p>{outlook(contract)}</p>
      {Number(contract.marketplace) > 0 && (
        <p className="muted">
          {money(contract.marketplace)} of it from the marketplace
          {Number(contract.marketplaceLeftOut) > 0 &&
            `; ${money(contract.marketplaceLeftOut)} above its share do not count`}
          .
        </p>
      )}
      {untold !== null && (
        <p className="tone-warning">
          {rangeLabel(untold)} is not on the bill and not stated: name what was drawn by then under{' '}
          <code>drawn</code>.
        </p>
      )}
    </article>
  )
}

function DrawnBar({ part, elapsed }: { readonly part: number; readonly elapsed: number | null }) {
  return (
    <span className="commit-bar" aria-hidden="true">
      <span className="commit-bar-part" style={{ width: `${Math.min(part, 1) * 100}%` }} />
      {elapsed !== null && <span className="commit-bar-now" style={{ left: `${elapsed * 100}%` }} />}
    </span>
  )
}

function elapsedOf({ start, end, through }: ContractState): number | null {
  if (through === null) return null
  const whole = daysBetween(start, end)
  return Math.min(1, Math.max(0, daysBetween(start, addDays(through, 1)) / whole))
}

function outlook({
  state,
  pace,
  difference,
  reachedOn,
  needed,
  currency,
  start,
  end,
}: ContractState): string {
  if (state === 'upcoming') return `It begins on ${formatDay(start, 'year')}.`
  if (state === 'reached') return 'The amount is reached; what comes now is above it.'
  if (state === 'ended') return 'Its term is over.'
  if (pace === null || difference === null) return 'There are less than two weeks of it: no pace to carry on.'
  const money = (value: number) => formatMoney(Math.abs(value), currency)
  const need = needed === null ? '' : `, ${formatMoney(needed, currency)} are needed`
  const rate = `At ${formatMoney(pace.daily, currency)} a day (mean of ${pace.days} days)${need}. `
  if (difference.expected < 0)
    return `${rate}It falls short by about ${money(difference.expected)} (${formatMoneyChange(difference.low, currency)} to ${formatMoneyChange(difference.high, currency)}), which is owed all the same.`
  return `${rate}The amount is reached ${reachedInWords(reachedOn)}, ${money(difference.expected)} above it by ${formatDay(addDays(end, -1), 'year')}.`
}

function reachedInWords(days: DayRange | null): string {
  if (days?.expected == null) return 'later than ten years'
  const [from, to] = [days.earliest, days.latest]
  const range =
    from !== null && to !== null && from !== to
      ? ` (${formatDay(from, 'year')} to ${formatDay(to, 'year')})`
      : ''
  return `about ${formatDay(days.expected, 'year')}${range}`
}
