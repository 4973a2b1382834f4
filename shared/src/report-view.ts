import { subtractAmounts } from './money.ts'
import { addDays, dayInWords, monthInWords } from './period.ts'
import { daysOf, openDays, percentOf, tilesOf, type ViewDay, type ViewTile } from './report-figures.ts'
import { type ReportMoney, reportMoney } from './report-money.ts'
import { periodDays, periodName } from './report-periods.ts'
import { type ViewSection, viewSections } from './report-sections.ts'
import type { ReportModel } from './reports.ts'

/** A report in words: what every rendering shows, so that all say the same. Texts are plain. */
export interface ReportView {
  readonly title: string
  readonly scope: string
  /** `16–22 Nov 2026`. */
  readonly when: string
  readonly subject: string
  /** What mail programs show beside the subject. */
  readonly preheader: string
  readonly sentence: string
  readonly tiles: readonly ViewTile[]
  readonly days: readonly ViewDay[]
  /** What the star behind a day says; null where none has one. */
  readonly daysNote: string | null
  readonly sections: readonly ViewSection[]
  readonly footer: readonly string[]
}

/** Writes a report down. Pure: the same model always reads the same. */
export function viewReport(model: ReportModel): ReportView {
  const money = reportMoney(model.currency)
  const { scope, period, title } = model
  const spent = `${money.short(model.spend.cost)}${changeOf(model, ', ')}`
  const heading = model.month.isOver ? ' · month heading over budget' : ''
  return {
    title,
    scope: scope.name,
    when: periodDays(period),
    subject: `${scope.name} · ${periodName(period)} · ${spent}${heading}${model.data.complete ? '' : ' · partial'}`,
    preheader: preheaderOf(model, money),
    sentence: sentenceOf(model, money),
    tiles: tilesOf(model, money),
    ...viewDays(model, money),
    sections: viewSections(model, money),
    footer: footerOf(model, money),
  }
}

function viewDays(model: ReportModel, money: ReportMoney): Pick<ReportView, 'days' | 'daysNote'> {
  const days = model.sections.includes('days') ? daysOf(model, money) : []
  return { days, daysNote: days.some(({ isOpen }) => isOpen) ? `* ${MAY_CHANGE}.` : null }
}

const MAY_CHANGE = 'Not settled yet: the bill of this day may still change'

/** `up 13%`, with what stands before it; empty where there is nothing to compare with. */
function changeOf({ spend: { cost, previous } }: ReportModel, lead: string): string {
  const percent = percentOf(cost, previous)
  if (percent === null) return ''
  return lead + (percent === 0 ? 'unchanged' : `${percent > 0 ? 'up' : 'down'} ${Math.abs(percent)}%`)
}

function preheaderOf({ changes, fixes }: ReportModel, money: ReportMoney): string {
  const [up] = changes.up
  const [first] = fixes.items
  const why =
    up === undefined ? '' : `${up.service ?? 'Charges without a service'} explains most of what rose. `
  const fix = first === undefined ? '' : `${first.title} saves ${money.estimate(first.monthly)} a month.`
  return `${why}${fix}`.trim() || 'What changed, what to do and what is not known yet.'
}

function sentenceOf(
  { scope, period, previous, spend, month, data }: ReportModel,
  money: ReportMoney,
): string {
  const isWhole = scope.team === null && scope.filters.length === 0
  const who = isWhole ? 'The company' : scope.name
  const through = data.complete || data.through === null ? '' : ` through ${dayInWords(data.through)}`
  const first = `${who} spent ${money.short(spend.cost)} in ${periodName(period)}${through}${against(spend, periodName(previous), money)}${openWords({ spend, data })}.`
  const isSameMonth = period.kind === 'month'
  return isSameMonth ? `${first}${budgetWords(month, money)}` : `${first} ${monthWords(month, money)}`
}

function against({ cost, previous }: ReportModel['spend'], before: string, money: ReportMoney): string {
  if (previous === null) return `; ${before} is not in the data`
  const change = subtractAmounts(cost, previous)
  const percent = percentOf(cost, previous)
  const share = percent === null ? '' : ` (${Math.abs(percent)}%)`
  if (change === '0') return `, as much as in ${before}`
  return `, ${money.short(change.replace('-', ''))}${share} ${change.startsWith('-') ? 'less' : 'more'} than in ${before}`
}

/** `; the last 3 days may still change`. */
function openWords({ spend, data }: Pick<ReportModel, 'spend' | 'data'>): string {
  const open = openDays({ spend, data }).length
  if (open === 0) return ''
  if (data.settledThrough === null) return '; all of it may still change'
  return open === 1 ? '; its last day may still change' : `; its last ${open} days may still change`
}

function monthWords(month: ReportModel['month'], money: ReportMoney): string {
  const name = monthInWords(month.month)
  if (month.expected === null) return `${name} stands at ${money.short(month.actual)}; it has no forecast.`
  const heading = `${name} is heading for ${money.estimate(month.expected)}`
  const { budget } = month
  if (budget === null) return `${heading}; it has no budget.`
  const breach = budget.breach === null ? '' : `, which is used up about ${dayInWords(budget.breach)}`
  return `${heading} against a budget of ${money.short(budget.amount)}${breach}.`
}

function budgetWords({ budget }: ReportModel['month'], money: ReportMoney): string {
  return budget === null ? '' : ` The budget was ${money.short(budget.amount)}.`
}

function footerOf(
  { data, accuracy, currencies, period }: ReportModel,
  money: ReportMoney,
): readonly string[] {
  const { metric, charges } = data.basis
  const charge = charges === 'cost' ? 'tax and credits excluded' : charges
  const sources = `${data.accounts} billing ${data.accounts === 1 ? 'account' : 'accounts'}`
  const through = data.through === null ? 'no delivered day' : `data through ${dayInWords(data.through)} UTC`
  const last = addDays(period.end, -1)
  return [
    `${metric === 'effective' ? 'Amortised (effective) cost' : `${metric} cost`}, ${money.currency}, ${charge}; ${through}, ${sources}.`,
    ...(data.complete
      ? []
      : [`Partial: not every source had delivered ${dayInWords(last)} when this was made.`]),
    ...openFooter(data),
    ...(data.missed.length === 0
      ? []
      : [`Made late and not sent, as their time had passed: ${data.missed.join(', ')}; kept under Reports.`]),
    ...(currencies.length === 0
      ? []
      : [`Not included: other currencies (${currencies.map(({ currency }) => currency).join(', ')}).`]),
    accuracyWords(accuracy),
    ...data.warnings.map((warning) => `Mind: ${warning}`),
    `Made ${data.generatedAt.slice(0, 16).replace('T', ' ')} UTC from data version ${data.dataVersion}.${
      data.isLate
        ? ' That is more than a week after the period ended: the bill of those days is as it is known now; fixes and states are those of today.'
        : ''
    }`,
    'Forecasts and savings are estimates. A change is against the period before; weeks run from Monday to Sunday.',
  ]
}

function openFooter({ through, settledThrough }: ReportModel['data']): readonly string[] {
  if (through === null || settledThrough === through) return []
  const since =
    settledThrough === null ? 'No day has settled yet' : `Settled through ${dayInWords(settledThrough)}`
  return [`${since}: clouds change the bill of later days for two to three days after they end.`]
}

function accuracyWords({ kept, lastMonth }: ReportModel['accuracy']): string {
  const parts = [
    ...(kept === null
      ? []
      : [
          `the forecast of ${dayInWords(kept.madeOn)} was off by ${(kept.wape * 100).toFixed(1)}% over ${kept.days} days`,
        ]),
    ...(lastMonth === null
      ? []
      : [
          `${monthInWords(lastMonth.month)} was forecast from its tenth day with an error of ${(lastMonth.error * 100).toFixed(1)}%`,
        ]),
  ]
  return parts.length === 0
    ? 'Forecast error: not known yet, no forecast is old enough.'
    : `Forecast error: ${parts.join('; ')}.`
}
