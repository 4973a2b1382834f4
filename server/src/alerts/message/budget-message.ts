import type { AlertMessage, Severity } from '@outlay/shared/alerts'
import type { BudgetContributor, BudgetFix, BudgetStanding } from '@outlay/shared/budgets'
import { dayInWords } from '@outlay/shared/period'
import { comparedWith, shortMoney } from '../../queries/money-text.ts'
import type { Watched } from '../budgets/budget.ts'
import type { Spike } from '../decide/daily-spike.ts'
import type { Crossing } from '../decide/thresholds.ts'
import { clipped } from './slack-escape.ts'

export interface BudgetFacts {
  readonly budget: Watched
  readonly standing: BudgetStanding
  readonly contributors: readonly BudgetContributor[]
  readonly fixes: readonly BudgetFix[]
  /** Name of the team, and who owns it. */
  readonly team: string | null
  /** The owner's member id in Slack. */
  readonly mention: string | null
  readonly publicUrl: string | null
}

const FIXES = 2

/** A threshold that is reached: what, how much, since when, why, whose, and what to do. */
export function budgetMessage(facts: BudgetFacts, crossing: Crossing): AlertMessage {
  const { budget, standing } = facts
  const { percent, on } = crossing.threshold
  const name = clipped(budget.name, 60)
  const title = titleOf(crossing, name)
  const money = (value: number | string) => shortMoney(String(value), budget.currency)
  const amount = money(standing.amount ?? '0')
  const forecast = standing.forecast
  const beyond = forecast === null ? 'of' : overBy(forecast.expected, Number(standing.amount))
  const breach = breachWords(standing)
  const headline =
    on === 'forecast' && forecast !== null
      ? `Forecast ${money(forecast.expected)} of ${amount} (80% range ${money(forecast.low80)} to ${money(forecast.high80)})`
      : `Spent ${money(standing.actual)} of ${amount}, ${share(standing.used)} of the budget`
  const sentence =
    on === 'forecast' && forecast !== null
      ? `${title}: it is forecast to finish ${standing.period.label} at ${money(forecast.expected)}, ${beyond} its ${amount} budget${breach === '' ? '' : ` (${breach})`}. Spent ${money(standing.actual)} so far.`
      : `${title}: ${money(standing.actual)} of ${amount} is spent (${percent}% reached on ${dayInWords(crossing.day)})${forecast === null || standing.daysLeft === 0 ? '' : `; it is forecast to finish ${standing.period.label} at ${money(forecast.expected)}`}.`
  return {
    kind: 'budget',
    severity: severityOf(crossing),
    title,
    sentence,
    headline,
    lines: [...(breach === '' ? [] : [sentenceCase(breach)]), ...paceLine(standing, money)],
    ...rest(facts),
  }
}

/** A day far above what its weekday usually costs. */
export function spikeMessage(facts: BudgetFacts, spike: Spike): AlertMessage {
  const { budget } = facts
  const money = (value: number) => shortMoney(String(value), budget.currency)
  const more = Math.round((spike.cost / Math.max(spike.usual, 0.01) - 1) * 100)
  const title = `Daily spike: ${clipped(budget.name, 60)}`
  const figures = `${money(spike.cost)} on ${dayInWords(spike.day)}, ${money(spike.cost - spike.usual)} (${more}%) more than this weekday usually costs`
  return {
    kind: 'budget',
    severity: 'warning',
    title,
    sentence: `${title}: ${figures}.`,
    headline: figures,
    lines: [`Usual: ${money(spike.usual)}, the median of the same weekday in four weeks`],
    ...rest(facts),
  }
}

function rest(facts: BudgetFacts): Pick<AlertMessage, 'fields' | 'fixes' | 'open' | 'footer' | 'mention'> {
  const { budget, standing, publicUrl, mention } = facts
  const { metric, charges } = budget.basis
  const through = standing.dataThrough === null ? 'no complete day' : dayInWords(standing.dataThrough)
  return {
    ...(mention === null ? {} : { mention }),
    fields: fieldsOf(facts),
    fixes: facts.fixes.slice(0, FIXES).map(({ id, title, monthlySavings, currency }) => ({
      text: title,
      saving: `${shortMoney(String(monthlySavings), currency)} a month`,
      url: urlOf(publicUrl, `/recommendations?sel=${encodeURIComponent(id)}`),
    })),
    open: { label: 'Open budget', url: urlOf(publicUrl, `/budgets?sel=${encodeURIComponent(budget.id)}`) },
    footer: `Data through ${through} UTC · ${metric}, ${charges}, ${budget.currency}`,
  }
}

function titleOf({ threshold: { percent, on } }: Crossing, name: string): string {
  if (on === 'forecast') return `Budget at risk: ${name}`
  return percent >= 100 ? `Over budget: ${name}` : `${percent}% of budget spent: ${name}`
}

function severityOf({ threshold: { percent, on } }: Crossing): Severity {
  if (on === 'actual' && percent >= 100) return 'critical'
  return percent >= 80 ? 'warning' : 'info'
}

function fieldsOf({ budget, standing, contributors, team }: BudgetFacts): AlertMessage['fields'] {
  const money = (value: string) => shortMoney(value, budget.currency)
  const through = standing.dataThrough === null ? '' : ` to ${dayInWords(standing.dataThrough)}`
  const compared = standing.previous === null ? undefined : comparedWith(standing.actual, standing.previous)
  const [cause] = contributors
  const owner = [budget.owner, team === null ? null : `team ${team}`].filter((part) => part !== null)
  return [
    {
      label: `Spent${through}`,
      value: `${money(standing.actual)} · ${share(standing.used)} used, ${share(standing.elapsed)} of the ${budget.period}`,
    },
    ...(standing.previous === null
      ? []
      : [
          {
            label: `Same days of the ${budget.period} before`,
            value: `${money(standing.previous)}${compared === undefined ? '' : ` (now ${compared} it)`}`,
          },
        ]),
    ...(cause === undefined ? [] : [{ label: 'Main cause', value: causeWords(cause, money) }]),
    { label: 'Owner', value: owner.length === 0 ? 'nobody named' : owner.join(' · ') },
  ]
}

function causeWords({ service, cost, change }: BudgetContributor, money: (value: string) => string): string {
  const name = service ?? 'no service named'
  if (change === null) return `${name} · ${money(cost)}`
  return Number(change) > 0
    ? `${name} · ▲ ${money(change)}`
    : `${name} · ${money(cost)}, not more than before`
}

function breachWords({ breach }: BudgetStanding): string {
  if (breach === null) return ''
  if (breach.happened) return `used up on ${dayInWords(breach.day)}`
  const { day, earliest, latest } = breach
  if (earliest === latest) return `used up about ${dayInWords(day)}`
  const last = latest === null ? 'perhaps not in this period' : `${dayInWords(latest)} at the latest`
  return `used up about ${dayInWords(day)}, ${dayInWords(earliest)} at the earliest, ${last}`
}

function paceLine(standing: BudgetStanding, money: (value: number) => string): readonly string[] {
  const { allowancePerDay, daysLeft, recentPerDay } = standing
  if (allowancePerDay === null || recentPerDay === null) return []
  const days = daysLeft === 1 ? '1 day' : `${daysLeft} days`
  return [`Left: ${money(allowancePerDay)} a day for ${days} · recent pace ${money(recentPerDay)} a day`]
}

function overBy(expected: number, amount: number): string {
  const percent = Math.round((expected / amount - 1) * 100)
  return percent <= 0 ? 'just within' : `${percent}% over`
}

function share(value: number | null): string {
  return value === null ? 'unknown share' : `${Math.round(value * 100)}%`
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function urlOf(publicUrl: string | null, path: string): string | null {
  return publicUrl === null ? null : new URL(path, publicUrl).href
}
