import type { ChangePartId } from './changes.ts'
import { subtractAmounts } from './money.ts'
import { dayInWords } from './period.ts'
import type { ReportMoney } from './report-money.ts'
import { commitmentsSection, showbackSection } from './report-split-sections.ts'
import type { ReportChange, ReportModel, ReportSection } from './reports.ts'

/** A part of a report: a table, or one line where there is nothing to list. */
export interface ViewSection {
  readonly id: Exclude<ReportSection, 'days'>
  readonly title: string
  readonly line: string | null
  readonly columns: readonly string[]
  readonly rows: readonly ViewRow[]
  /** Where the app shows the same. */
  readonly path: string
}

export interface ViewRow {
  readonly cells: readonly string[]
  /** Of what the row tells; null where there is no page of its own. */
  readonly path: string | null
}

type Write = (model: ReportModel, money: ReportMoney) => Omit<ViewSection, 'id'>

/** The parts that the type of the report has, in its order. */
export function viewSections(model: ReportModel, money: ReportMoney): readonly ViewSection[] {
  return model.sections.flatMap((id) => (id === 'days' ? [] : [{ id, ...WRITERS[id](model, money) }]))
}

const WRITERS: Readonly<Record<ViewSection['id'], Write>> = {
  teams: teamsSection,
  showback: showbackSection,
  commitments: commitmentsSection,
  changes: changesSection,
  fixes: fixesSection,
  verified: verifiedSection,
  decisions: decisionsSection,
  incidents: incidentsSection,
  ml: mlSection,
  tags: tagsSection,
}

function explore({ scope, period }: ReportModel, by: string, service?: string | null): string {
  const query = new URLSearchParams({
    ...(scope.team === null ? {} : { team: scope.team }),
    p: `${period.start}..${period.end}`,
    by,
  })
  for (const filter of scope.filters) query.append('f', filter)
  if (service != null) query.append('f', `service:is:${service}`)
  return `/explore?${query}`
}

function withTeam(path: string, { scope }: ReportModel): string {
  return scope.team === null ? path : `${path}?${new URLSearchParams({ team: scope.team })}`
}

function table(rows: ViewSection['rows'], columns: readonly string[], empty: string) {
  return { columns: rows.length === 0 ? [] : columns, rows, line: rows.length === 0 ? empty : null }
}

function teamsSection(model: ReportModel, money: ReportMoney) {
  const rows = model.teams.map(({ team, cost, previous }) => ({
    cells: [
      team ?? 'No team',
      money.short(cost),
      previous === null ? 'unknown' : money.arrow(subtractAmounts(cost, previous)),
    ],
    path: null,
  }))
  const empty = 'No cost has a team yet.'
  return { title: 'Teams', path: explore(model, 'team'), ...table(rows, ['Team', 'Cost', 'Change'], empty) }
}

const CAUSE: Readonly<Record<ChangePartId, string>> = {
  usage: 'usage',
  price: 'price',
  commitment: 'commitment',
  new: 'new',
  gone: 'gone',
  mix: 'other sizes',
  no_quantity: 'usage',
  fees: 'fees',
  adjustments: 'correction',
  tax: 'tax',
  credits: 'credits',
  exchange: 'the exchange rate',
}

function changesSection(model: ReportModel, money: ReportMoney) {
  const { known, up, down } = model.changes
  const rows = [...up, ...down].map((change) => ({
    cells: [change.service ?? 'No service', money.arrow(change.change), causeWords(change, money)],
    path: explore(model, 'resource', change.service),
  }))
  const empty = known ? 'Nothing changed by a dollar or more.' : 'There is nothing to compare with yet.'
  return {
    title: 'What changed',
    path: explore(model, 'service'),
    ...table(rows, ['Service', 'Change', 'Mostly because of'], empty),
  }
}

function causeWords({ what, amount, part, since }: ReportChange, money: ReportMoney): string {
  const cause = part === null ? '' : CAUSE[part]
  if (what === null) return cause || 'many small lines'
  const much = amount === null ? '' : ` (${money.arrow(amount)})`
  const when = since === null ? '' : ` ${part === 'gone' ? 'after' : 'since'} ${dayInWords(since)}`
  return `${what}${much}: ${cause}${when}`
}

const RISK = { low: 'low', medium: 'medium', high: 'high' } as const

function fixesSection(model: ReportModel, money: ReportMoney) {
  const { items, open, monthly } = model.fixes
  const rows = items.map((fix) => ({
    cells: [
      fix.title,
      `${money.estimate(fix.monthly)}/mo`,
      fix.effort,
      RISK[fix.risk],
      fix.owner ?? 'nobody yet',
    ],
    path: `/recommendations/${encodeURIComponent(fix.id)}`,
  }))
  const path = withTeam('/recommendations', model)
  const written = table(rows, ['Do', 'Saves', 'Effort', 'Risk', 'Owner'], 'Nothing to do: no fix is open.')
  const more = `${open} open fixes save ${money.estimate(monthly)} a month together.`
  return {
    title: model.period.kind === 'week' ? 'Do this week' : 'Do next',
    path,
    ...written,
    line: rows.length > 0 && open > rows.length ? more : written.line,
  }
}

function verifiedSection(model: ReportModel, money: ReportMoney) {
  const rows = model.verified.map((each) => ({
    cells: [
      each.title,
      `${money.estimate(each.monthly)}/mo`,
      `${money.estimate(each.low)} to ${money.estimate(each.high)}`,
      dayInWords(each.appliedOn),
    ],
    path: `/recommendations/${encodeURIComponent(each.id)}`,
  }))
  const columns = ['Done', 'Saves', '8 in 10 chances', 'Applied']
  const empty = 'No saving is verified on the bill yet.'
  return {
    title: 'Saved and verified',
    path: withTeam('/recommendations', model),
    ...table(rows, columns, empty),
  }
}

function decisionsSection(model: ReportModel, money: ReportMoney) {
  const rows = model.decisions.map((each) => ({
    cells: [
      each.title,
      `${each.status.replace('_', ' ')}${each.reason === null ? '' : `: ${each.reason}`}`,
      `${money.estimate(each.monthly)}/mo`,
      each.owner ?? 'nobody yet',
      `${dayInWords(each.decidedOn)}, ${each.actor}`,
    ],
    path: `/recommendations/${encodeURIComponent(each.id)}`,
  }))
  const columns = ['What', 'Decision', 'Saves', 'Owner', 'Decided']
  const empty = 'Nothing was decided in this period.'
  return { title: 'Decisions', path: withTeam('/recommendations', model), ...table(rows, columns, empty) }
}

function incidentsSection(model: ReportModel, money: ReportMoney) {
  const rows = [
    ...model.anomalies.map(({ id, where, kind, state, since, excess }) => ({
      cells: [`${where}: ${kind}`, `${state}, since ${dayInWords(since)}`, money.arrow(excess.toFixed(2))],
      path: `/anomalies?sel=${encodeURIComponent(id)}`,
    })),
    ...model.alerts.map(({ title, state, day }) => ({
      cells: [title, `${state}, ${dayInWords(day)}`, 'alert'],
      path: '/budgets?tab=history',
    })),
  ]
  const empty = `No anomaly and no alert ${model.period.kind === 'week' ? 'this week' : 'this month'}.`
  return {
    title: 'Anomalies and alerts',
    path: withTeam('/anomalies', model),
    ...table(rows, ['What', 'State', 'Against expected'], empty),
  }
}

function mlSection(model: ReportModel, money: ReportMoney) {
  const { ml } = model
  const none = { columns: [], rows: [], title: 'ML and GPU', path: withTeam('/ml', model) }
  if (ml === null) return { ...none, line: 'ML is 5% of the spend or less.' }
  const useful =
    ml.measuredHours > 0
      ? ` ${Math.round((ml.usefulHours / ml.measuredHours) * 100)}% useful of ${hours(ml.measuredHours)} measured GPU-hours`
      : ml.gpuHours > 0
        ? ` ${hours(ml.gpuHours)} GPU-hours, none of them measured`
        : ''
  const idle = ml.measuredHours > 0 ? `; idle ${money.short(ml.idle)}` : ''
  const gpu = useful === '' ? '' : `;${useful}${idle}`
  return {
    ...none,
    line: `${money.short(ml.cost)} for ML, ${Math.round(ml.share * 100)}% of the spend${gpu}.`,
  }
}

function hours(value: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(value)
}

function tagsSection(model: ReportModel, money: ReportMoney) {
  const { tags } = model
  const none = { columns: [], rows: [], title: 'Tags', path: withTeam('/teams', model) }
  if (tags === null) return { ...none, line: 'No tag is required, or nothing here can carry one.' }
  const percent = `${(tags.coverage * 100).toFixed(1).replace(/\.0$/, '')}%`
  const missing = money.short(tags.missing)
  return {
    ...none,
    line:
      tags.of === 'team'
        ? `${percent} of the cost has a team; ${missing} has none.`
        : `${percent} of what can carry tags has all that are required; ${missing} lacks some.`,
  }
}
