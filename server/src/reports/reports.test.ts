import type { SlackMessage } from '@outlay/shared/alerts'
import { viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slackFaults } from '../alerts/message/slack-limits.ts'
import type { AlertsBed } from '../alerts/test-kit.ts'
import { withAsk } from '../queries/ask.ts'
import { answerCosts } from '../queries/costs.ts'
import { findReport, reportLibrary } from './library.ts'
import { renderers } from './renderers/registry.ts'
import type { Reporting } from './reporting.ts'
import { openReportsBed, reportingOf } from './test-kit.ts'

let bed: AlertsBed
let reporting: Reporting
let search: ReportModel
let company: ReportModel

const LINKS = { publicUrl: 'https://outlay.example', permalink: '/reports/weekly/runs/2026-W47' }

beforeAll(async () => {
  bed = await openReportsBed()
  reporting = reportingOf(bed, bed)
  search = await make('weekly', 'search', '2026-W47')
  company = await make('weekly', null, '2026-W47')
})

afterAll(() => bed.close())

function make(id: string, team: string | null, period?: string): Promise<ReportModel> {
  return reporting.make({ entry: findReport(reportLibrary(bed.config, []), id), team, period })
}

async function render(model: ReportModel, id: string): Promise<string> {
  const content = await renderers.find((each) => each.id === id)?.render(model, LINKS)
  if (content === undefined) throw new Error(id)
  return content
}

describe('figures', () => {
  test('are those that the API answers to the same question', async () => {
    const connection = await bed.db.connect()
    const ask = (more: string) =>
      withAsk(connection, bed.now, (each) => answerCosts(each, new URLSearchParams(more)))
    const week = 'start=2026-11-16&end=2026-11-23&granularity=daily&compare=previous&align=dow'

    const own = await ask(`${week}&filter=team:is:search`)
    const all = await ask(week)
    connection.closeSync()

    expect(search.spend.cost).toBe(own.meta.total)
    expect(search.spend.previous).toBe(own.meta.previousTotal)
    expect(search.spend.days.map(({ cost }) => cost)).toEqual(own.data.map(({ cost }) => cost))
    expect(company.spend.cost).toBe(all.meta.total)
    // 7 × 140.5 + 5 × 33.25 + 1 × 21
    expect(search.spend.cost).toBe('1170.75')
    expect(search.spend.previous).toBe('847.864192')
  })

  test('of changes name the services up and down, with their cause and since when', () => {
    expect(search.changes.up[0]).toMatchObject({ service: 'Search-Compute', change: '282.635808' })
    expect(search.changes.up[1]).toMatchObject({
      ...{ service: 'Search-DB', change: '166.25', part: 'new', what: 'search-db', since: '2026-11-18' },
    })
    expect(search.changes.down).toMatchObject([{ service: 'Search-Old', change: '-126', what: 'search-old' }])
  })

  test('of the month are those of the Sunday: later days of the bill are not there', () => {
    // 15 × 100.123456 + 7 × 140.5 + 5 × 33.25 + 16 × 21
    expect(search.month).toMatchObject({ month: '2026-11-01', actual: '2987.60184', isOver: true })
    expect(search.month.budget).toMatchObject({ name: 'Search budget', amount: '3500' })
    expect(search.data).toMatchObject({ through: '2026-11-22', complete: true, isLate: false })
    expect(search.fixes.items).toMatchObject([{ id: 'rec-search', monthly: 321.5, owner: 'search-owner' }])
  })

  test('a week of the past holds nothing of what came later and says when it was made', async () => {
    const past = await make('weekly', 'search', '2026-W43')

    expect(past.spend.cost).toBe('847.864192')
    expect(past.changes).toEqual({ known: true, up: [], down: [] })
    expect(past.month).toMatchObject({ month: '2026-10-01', actual: '3028.0864' })
    expect(past.data.isLate).toBe(true)
    expect(viewReport(past).footer.join(' ')).toContain('more than a week after the period ended')
    expect(past.alerts).toEqual([])
  })

  test('a week that is not over is of its complete days, compared with the same days', async () => {
    bed.now = new Date('2026-11-26T12:00:00Z')
    const now = await make('weekly', 'search', '2026-W48')
    bed.now = new Date('2026-11-25T12:00:00Z')

    expect(now.spend).toMatchObject({ cost: '173.75', previous: '161.5' })
    expect(now.spend.days[1]).toEqual({ day: '2026-11-24', cost: null, previous: null })
    expect(now.data.complete).toBe(false)
    expect(viewReport(now).subject).toContain('partial')
  })
})

describe('a report of a team', () => {
  test.each(['html', 'md', 'txt', 'slack', 'json', 'csv'])('names nobody else, as %s', async (format) => {
    const content = await render(search, format)

    expect(content).toContain('Search-DB')
    // 777.77 a day and what follows of it, the other's fix, budget, owner and alert
    expect(content).not.toMatch(/\bads\b|Ads|777|5,?444|6,?085|654|99,?999|27,?000|\$27K|company/i)
  })

  test('that everybody has does hold them', async () => {
    expect(await render(company, 'md')).toMatch(/Ads-Queue/)
  })
})

function chartOf({ blocks }: SlackMessage) {
  const found = blocks.find(({ type }) => type === 'data_visualization')
  if (found?.type !== 'data_visualization' || found.chart.type === 'pie') throw new Error('no chart')
  return found.chart
}

describe('every form', () => {
  const amounts = (text: string) =>
    [...new Set(text.replaceAll(/\\(?=.)/g, '').match(/\$\d[\d,]*(?:\.\d+)?[KMB]?/g) ?? [])].toSorted()
  const textOf = (html: string) => html.replace(/<style[\s\S]*?<\/style>/g, '').replaceAll(/<[^>]+>/g, ' ')

  test.each(['search', 'company'])('holds the same amounts, for %s', async (name) => {
    const model = name === 'search' ? search : company
    const view = viewReport(model)
    const expected = amounts(JSON.stringify([view.sentence, view.tiles, view.days, view.sections]))

    expect(expected.length).toBeGreaterThan(12)
    expect(amounts(await render(model, 'md'))).toEqual(expected)
    expect(amounts(await render(model, 'txt'))).toEqual(expected)
    expect(amounts(textOf(await render(model, 'html')))).toEqual(expected)
    const digest = JSON.parse(await render(model, 'slack')) as SlackMessage
    expect(amounts(JSON.stringify(digest.blocks))).toEqual(
      amounts(JSON.stringify([view.sentence, view.tiles, view.sections])),
    )
    expect(chartOf(digest).series.map(({ data }) => data.map(({ value }) => value))).toEqual([
      model.spend.days.map(({ cost }) => Number(cost)),
      model.spend.days.map(({ previous }) => Number(previous)),
    ])
    const figures = await render(model, 'csv')
    expect(figures).toContain(`spend,${model.scope.name},cost,${model.spend.cost},USD,${model.period.key}`)
    for (const { day, cost } of model.spend.days) expect(figures).toContain(`days,${day},cost,${cost},USD`)
    expect(JSON.parse(await render(model, 'json'))).toEqual(model)
  })

  test('the mail is small, names its language and reaches for nothing but the app', async () => {
    const html = await render(company, 'html')

    expect(Buffer.byteLength(html)).toBeLessThan(90_000)
    expect(html).toMatch(/<html[^>]* lang="en"/)
    expect(html).toContain('<title>Whole company · week 47')
    const addresses = [...html.matchAll(/(?:src|href|url)\s*[=(]\s*["']?(https?:[^"')\s]+)/g)].map(
      ([, url]) => url,
    )
    expect(addresses.length).toBeGreaterThan(3)
    expect(addresses.filter((url) => !url?.startsWith('https://outlay.example/'))).toEqual([])
  })

  test('the digest keeps the limits of Slack, also with long names', async () => {
    const long = 'x<!channel>'.repeat(40)
    const change = { ...search.changes.up[0], service: long, what: long }
    const many = { ...company, changes: { ...company.changes, up: [change, change, change] } } as ReportModel
    const message = JSON.parse(await render(many, 'slack')) as SlackMessage

    expect(slackFaults(message)).toEqual([])
    expect(JSON.stringify(message)).not.toContain('<!channel>')
  })

  test('names cannot break out of it', async () => {
    const ads = await make('weekly', 'ads', '2026-W47')

    expect(await render(ads, 'html')).toContain('Ads &lt;Team&gt;')
    expect(await render(ads, 'md')).toContain(String.raw`Ads \<Team\>`)
  })

  test('what is empty is one line', async () => {
    const text = await render(search, 'txt')

    expect(text).toContain('ML is 5% of the spend or less.')
    expect(await render({ ...search, anomalies: [], alerts: [] }, 'txt')).toContain(
      'No anomaly and no alert this week.',
    )
  })
})
