import type { Amount } from '@outlay/shared/money'
import { shortMoney } from '../queries/money-text.ts'

interface Figures {
  readonly direct: Amount
  readonly shared: Amount
  readonly unallocated: Amount
  readonly total: Amount
  readonly currency: string
  readonly teams: number
}

/** The page in one sentence: how much has an owner, and what has none. */
export function summarySentence({ direct, shared, unallocated, total, currency, teams }: Figures): string {
  const money = (amount: Amount) => shortMoney(amount, currency)
  if (teams === 0 && total === '0') return 'There are no costs in this period.'
  if (teams === 0) return `No team owns any of ${money(total)} yet: add a rule or tag resources with a team.`
  const share = allocatedShare(unallocated, total)
  const much = share === null ? `All but ${money(unallocated)}` : `${share}% of ${money(total)}`
  const split = Number(shared) === 0 ? '' : `: ${money(direct)} directly and ${money(shared)} of shared costs`
  const rest = Number(unallocated) === 0 ? '' : `; ${money(unallocated)} has no team`
  return `${much} belongs to ${teams} ${teams === 1 ? 'team' : 'teams'}${split}${rest}.`
}

/** Percent with one digit; null where credits make a share meaningless. */
function allocatedShare(unallocated: Amount, total: Amount): string | null {
  const [all, rest] = [Number(total), Number(unallocated)]
  if (all <= 0 || rest < 0 || rest > all) return null
  return ((1 - rest / all) * 100).toFixed(1).replace(/\.0$/, '')
}
