import type { BudgetStanding } from '@outlay/shared/budgets'
import { formatMoneyCompact } from '../../lib/format.ts'

const WIDTH = 160
/** The bar shows up to this share of the budget. */
const SHARE_MAX = 1.3

/** Spent and forecast against the budget, with a tick where an even pace would be. */
export function BulletBar({
  standing,
  currency,
}: {
  readonly standing: BudgetStanding
  readonly currency: string
}) {
  const { amount, used, elapsed, forecast, status } = standing
  if (amount === null || used === null) return <span className="muted">no amount for this period</span>
  const x = (share: number) => (Math.min(Math.max(share, 0), SHARE_MAX) / SHARE_MAX) * WIDTH
  const ahead = forecast === null ? used : forecast.expected / Number(amount)
  const words = [
    `${percent(used)} of ${formatMoneyCompact(amount, currency)} spent`,
    `${percent(elapsed)} of the period is over`,
    ...(forecast === null ? [] : [`forecast ${percent(ahead)}`]),
  ].join(', ')
  return (
    <svg className={`bullet is-${status}`} viewBox={`0 0 ${WIDTH} 18`} role="img" aria-label={words}>
      <title>{words}</title>
      <rect x="0" y="5" width={WIDTH} height="8" rx="2" className="bullet-back" />
      <rect x="0" y="5" width={x(ahead)} height="8" rx="2" className="bullet-ahead" />
      <rect x="0" y="5" width={x(used)} height="8" rx="2" className="bullet-used" />
      <line x1={x(1)} x2={x(1)} y1="1" y2="17" className="bullet-limit" />
      <path d={`M${x(elapsed)} 14l3.5 4h-7z`} className="bullet-pace" />
    </svg>
  )
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
