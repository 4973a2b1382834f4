import type { CostsAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import type { ReportPreview, ReportsAnswer } from '@outlay/shared/report-answers'
import { parsePeriod } from '@outlay/shared/report-periods'
import { viewReport } from '@outlay/shared/report-view'
import type { Page } from 'playwright'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'
import { loadSpend } from './spend.ts'

describeInBrowser('reports', () => {
  const { server, open, forgive } = useSite({ load: loadSpend })
  let page: Page
  /** The last two weeks that have ended; the first may not be complete yet. */
  let weeks: readonly { readonly key: string; readonly name: string }[]

  beforeAll(async () => {
    weeks = (await server.api<ReportsAnswer>('/reports')).meta.weeks
  })

  beforeEach(async () => {
    page = await open()
  })

  const weekly = () => page.getByRole('region', { name: 'Weekly cloud cost' })

  async function preview(body: object): Promise<ReportPreview> {
    const answer = await fetch(`${server.url}/api/v1/reports/weekly/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as ReportPreview
  }

  test("open last week's report of a manager and print it: three clicks", async () => {
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', document.title)
    })
    await page.goto(`${server.url}/`)
    await settled(page)
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.waitForURL('**/reports')

    await weekly().getByLabel('Of').selectOption('search')
    await weekly().getByRole('link', { name: /^Open/ }).click()
    await page.getByRole('heading', { level: 1, name: 'search' }).waitFor()
    await page.getByRole('button', { name: 'Print or save as PDF' }).click()

    const title = await page.locator('html').getAttribute('data-printed')
    expect(title).toContain('search')
    const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true })
    expect(pdf.byteLength).toBeLessThan(500_000)
    expect([...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length).toBeLessThanOrEqual(2)
  })

  test('the page shows the figures of the API, of the team alone', async () => {
    const week = weeks[1]?.key ?? ''
    const period = parsePeriod(week)
    const { data: model } = await preview({ team: 'search', period: week })
    const costs = await server.api<CostsAnswer>(
      `/costs?start=${period?.start}&end=${period?.end}&granularity=total&filter=team:is:search`,
    )
    expect(model.spend.cost).toBe(costs.meta.total)

    await page.goto(`${server.url}/reports/weekly/preview?team=search&of=${week}`)
    await page.getByText(viewReport(model).sentence).waitFor()

    const shown = (await page.locator('article.report').textContent()) ?? ''
    const view = viewReport(model)
    for (const { value } of view.tiles) expect(shown).toContain(value)
    for (const { now, before } of view.days) expect(shown).toContain(`${now}${before}`)
    for (const { rows } of view.sections) for (const { cells } of rows) expect(shown).toContain(cells[0])
    expect(shown).not.toMatch(/maps|ads/)
    // on paper nothing is missing and nothing is added
    await page.emulateMedia({ media: 'print' })
    const amounts = (text: string) => [...new Set(text.match(/\$\d[\d,.]*\d?[KMB]?/g) ?? [])].toSorted()
    // biome-ignore lint/performance/useDomNodeTextContent: what paper does not show must not count.
    const printed = await page.locator('article.report').innerText()
    expect(amounts(printed)).toEqual(
      amounts(JSON.stringify([view.sentence, view.tiles, view.days, view.sections])),
    )
    expect(await page.locator('.report-bar').isVisible()).toBe(false)
    expect(addDays(period?.start ?? '', 6)).toBe(model.data.through)
  })

  test('a kept report has an address of its own, stands in the history and can be sent again', async () => {
    await page.goto(`${server.url}/reports/weekly/preview?of=${weeks[1]?.key}`)
    await page.getByRole('button', { name: 'Keep as snapshot' }).click()
    await page.waitForURL('**/reports/weekly/runs/**')
    await page.getByText(/Snapshot of .* kept, told nobody/).waitFor()
    const address = page.url()

    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('It is on its way again.').waitFor()
    await page.getByRole('link', { name: 'View current' }).click()
    await page.getByText('Preview of the data as it is now').waitFor()
    await page.getByRole('link', { name: 'All reports' }).click()
    await weekly()
      .getByRole('link', { name: /Whole company · week/ })
      .click()

    await page.waitForURL(address)
    await page.getByRole('heading', { level: 1, name: 'Whole company' }).waitFor()
  })

  test('a report is set up, seen before it is kept, changed, paused and deleted', async () => {
    await page.goto(`${server.url}/reports`)
    await page.getByRole('button', { name: 'New report' }).click()
    const form = page.getByRole('form', { name: 'New report' })
    await form.getByLabel('Name').fill('Search on Tuesdays')
    await form.getByLabel('Scope').selectOption('team')
    await form.getByRole('combobox', { name: /^Team/ }).selectOption('search')
    await form.getByLabel('Day of the week').selectOption('tuesday')
    await form.getByLabel('Time', { exact: true }).fill('09:30')
    await form.getByLabel('Time zone').fill('Europe/Berlin')
    await form.getByText('Tuesdays at 09:30, Europe/Berlin.').waitFor()
    await form.getByLabel('Mail addresses').fill('ada@example.com')
    await form.getByRole('checkbox', { name: 'Tags' }).uncheck()
    const draft = page.getByRole('region', { name: 'Preview' })
    await draft.getByRole('heading', { name: 'search' }).waitFor()
    expect(await draft.getByRole('heading', { name: 'Tags' }).count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await draft.getByLabel('Preview for').selectOption('maps')
    await draft.getByRole('heading', { name: 'maps' }).waitFor()
    await form.getByRole('button', { name: 'Keep this report' }).click()
    await page.getByLabel('Your name').fill('Ada')
    await page.getByRole('button', { name: 'Continue' }).click()

    const card = page.getByRole('region', { name: 'Search on Tuesdays' })
    await card.getByText('Tuesdays at 09:30, Europe/Berlin').waitFor()
    await card.getByText(/^Ada set it up on/).waitFor()
    await card.getByRole('button', { name: 'Pause' }).click()
    await card.getByRole('button', { name: 'Go on' }).waitFor()
    await card.getByRole('button', { name: 'Edit' }).click()
    const edit = page.getByRole('form', { name: 'Edit Search on Tuesdays' })
    await edit.getByLabel('Time', { exact: true }).fill('25:00')
    await edit.getByRole('button', { name: 'Keep the changes' }).click()
    expect(
      await edit.getByLabel('Time', { exact: true }).evaluate((field) => field.matches(':invalid')),
    ).toBe(true)
    await edit.getByLabel('Time', { exact: true }).fill('10:00')
    await edit.getByRole('button', { name: 'Keep the changes' }).click()
    await card.getByText(/Tuesdays at 10:00, Europe\/Berlin, paused/).waitFor()
    const { data } = await server.api<ReportsAnswer>('/reports')
    expect(data.find(({ id }) => id === 'search-on-tuesdays')).toMatchObject({
      ...{ source: 'app', team: 'search', paused: true, recipients: ['email:ada@example.com'] },
      changes: [{ fields: ['schedule'] }, { fields: ['paused'] }, { action: 'created' }],
    })

    await card.getByRole('button', { name: 'Edit' }).click()
    await edit.getByRole('button', { name: 'Delete…' }).click()
    await edit.getByRole('button', { name: /Delete it/ }).click()
    await page.getByRole('button', { name: 'New report' }).waitFor()
    expect(await card.count()).toBe(0)
  })

  test('a run that is not there says so, and a report that fails has a retry', async () => {
    await page.goto(`${server.url}/reports/weekly/runs/2020-W01`)
    await page.getByRole('heading', { name: 'There is no such report' }).waitFor()

    await page.goto(`${server.url}/reports/weekly/preview?of=2020-W01`)
    await page.getByRole('heading', { name: 'The report could not be loaded' }).waitFor()
    await page.getByText('lies before the data').waitFor()
    forgive('status of 4')
  })

  test.each(['light', 'dark'] as const)(
    'accessible without sideways scrolling, in the %s theme',
    async (colorScheme) => {
      page = await open({ colorScheme, width: colorScheme === 'light' ? 1440 : 360 })
      for (const path of ['/reports', `/reports/weekly/preview?of=${weeks[1]?.key}`]) {
        await page.goto(`${server.url}${path}`)
        await page.locator('.report-card, .report-sentence').first().waitFor()
        await settled(page)
        expect(await axeViolations(page)).toEqual([])
        expect(await overflow(page)).toBeLessThanOrEqual(0)
      }
    },
  )

  test.each([600, 320])('the mail is accessible and fits %i px', async (width) => {
    const { rendered } = await preview({ team: 'search', period: weeks[1]?.key, format: 'html' })
    page = await open({ width, colorScheme: width === 600 ? 'dark' : 'light' })
    await page.setContent(rendered?.content ?? '')

    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })
})

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
