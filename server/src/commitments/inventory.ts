import type { CommitmentRecord, EstimateRange } from '@outlay/shared/commitments'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { Ask } from '../queries/ask.ts'
import { historyStart } from '../queries/history.ts'
import { type CommitmentRow, type RowsWanted, readCommitmentRows } from './commitment-rows.ts'
import { ratio, rounded } from './figures.ts'
import type { KnownCommitment } from './known-commitments.ts'
import { readListed } from './listed.ts'
import { type RecommendationLink, readLinks } from './recommendation-links.ts'
import { type ListedCommitment, termOf } from './term.ts'

const MONTH_DAYS = 30
/** A commitment that the bill has not shown for so long has ended, unless a list says otherwise. */
const GONE_DAYS = 7

/** Every commitment on the bill, those that end first before the others, ended ones last. */
export async function readInventory(
  ask: Ask,
  known: readonly KnownCommitment[],
  wanted: RowsWanted,
): Promise<readonly CommitmentRecord[]> {
  const rows = await readCommitmentRows(ask, wanted)
  const [listed, links] = [await readListed(ask), await readLinks(ask)]
  const byId = new Map(known.map((each) => [each.id, each]))
  return rows
    .map((row) =>
      toRecord(ask, row, {
        known: byId.get(row.commitment_id),
        listed: listed.get(row.commitment_id.toLowerCase()),
        links: links.get(row.commitment_id.toLowerCase()) ?? [],
      }),
    )
    .toSorted(byEnd)
}

interface Beside {
  readonly known: KnownCommitment | undefined
  readonly listed: ListedCommitment | undefined
  readonly links: readonly RecommendationLink[]
}

function toRecord(ask: Ask, row: CommitmentRow, { known, listed, links }: Beside): CommitmentRecord {
  const { today } = ask.state
  const term = termOf(listed, known, { firstBought: row.first_bought, historyStart: accountStart(ask, row) })
  const state = stateOf(ask, row, term.end?.day ?? null)
  const end =
    term.end ?? (state === 'ended' ? ({ day: addDays(row.last_seen, 1), source: 'last' } as const) : null)
  const hours = daysBetween(row.window_start, row.window_end) * 24
  const total = Number(row.used) + Number(row.unused)
  return {
    id: row.commitment_id,
    name: known?.name ?? null,
    type: known?.type ?? listed?.type ?? (known?.kind === 'capacity' ? 'Capacity block' : null),
    kind: known?.kind ?? 'discount',
    provider: row.provider,
    billingAccount: row.billing_account,
    region: row.region,
    service: row.service,
    currency: row.currency,
    state,
    termMonths: term.months,
    payment: term.payment,
    hourly: total > 0 ? rounded(total / hours) : null,
    window: { start: row.window_start, end: row.window_end },
    used: row.used,
    unused: row.unused,
    utilisation: ratio(Number(row.used), total),
    discount: discountOf(row),
    start: term.start,
    end,
    daysLeft: end === null ? null : daysBetween(today, end.day),
    endUnknown: end === null ? term.endUnknown : null,
    buyer: { account: row.buyer, name: row.buyer_name },
    beneficiaries: row.beneficiaries.map((each) => ({
      ...each,
      share: ratio(Number(each.used), Number(row.used)) ?? 0,
    })),
    notRenewing:
      known?.kind === 'capacity' || row.unpriced || Number(row.used) === 0 ? null : notRenewing(row.days),
    recommendations: links,
  }
}

function discountOf({ used, unpriced, days }: CommitmentRow): number | null {
  const equivalent = days.reduce((sum, day) => sum + day.equivalent, 0)
  // A line without a part of the fee tells no discount.
  return unpriced || equivalent <= 0 || Number(used) === 0 ? null : rounded(1 - Number(used) / equivalent)
}

function stateOf(ask: Ask, row: CommitmentRow, end: Day | null): CommitmentRecord['state'] {
  if (end !== null) return end <= ask.state.today ? 'ended' : 'active'
  const newest = ask.state.accounts
    .filter((each) => each.provider === row.provider && each.billingAccount === row.billing_account)
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  return newest !== undefined && daysBetween(row.last_seen, newest) > GONE_DAYS ? 'ended' : 'active'
}

function accountStart({ state }: Ask, { provider, billing_account }: CommitmentRow): Day {
  const filters = [
    { dimension: 'provider', op: 'is', values: [provider] },
    { dimension: 'billingAccount', op: 'is', values: [billing_account] },
  ] as const
  return historyStart(state, { filters }) ?? state.today
}

/**
 * Usage at on-demand prices less all that is paid for the commitment, unused hours too, of 30 days; from the week with the
 * least to the one with the most.
 */
function notRenewing(days: CommitmentRow['days']): EstimateRange {
  const rises = days.map(({ cost, equivalent }) => equivalent - (cost ?? 0))
  const expected = mean(rises) * MONTH_DAYS
  const weeks = []
  for (let end = rises.length; end >= 7; end -= 7) weeks.push(mean(rises.slice(end - 7, end)) * MONTH_DAYS)
  return {
    low: cents(Math.min(expected, ...weeks)),
    expected: cents(expected),
    high: cents(Math.max(expected, ...weeks)),
  }
}

function byEnd(a: CommitmentRecord, b: CommitmentRecord): number {
  const rank = ({ state, end }: CommitmentRecord) => `${state === 'active' ? 0 : 1}${end?.day ?? '9999'}`
  return rank(a).localeCompare(rank(b)) || Number(b.used) - Number(a.used) || a.id.localeCompare(b.id)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}
