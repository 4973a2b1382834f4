import type { CostsAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import type { ReportPreview, ReportsAnswer } from '@outlay/shared/report-answers'
import { parsePeriod } from '@outlay/shared/report-periods'
import { viewReport } from '@outlay/shared/report-view'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser, launchChromium } from './chromium.ts'
import { settled } from './read-page.ts'
import { dataFolder, startServer, type TestServer } from './server.ts'
import { loadSpend } from './spend.ts'

describeInBrowser('reports', () => {
  const folder = dataFolder()
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[]
  /** The last two weeks that have ended; the first may not be complete yet. */
  let weeks: readonly { readonly key: string; readonly name: string }[]

  beforeAll(async () => {
    await loadSpend(folder.path)
    ;[server, browser] = await Promise.all([startServer(folder.path), launchChromium()])
    weeks = (await server.api<ReportsAnswer>('/reports')).meta.weeks
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  beforeEach(() => open({}))

  afterEach(async () => {
    await context.close()
    expect(errors, 'errors in the browser console').toEqual([])
  })

  async function open(options: { width?: number; colorScheme?: 'light' | 'dark' }): Promise<void> {
    await context?.close()
    const { width = 1440, colorScheme = 'light' } = options
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    page = await context.newPage()
    errors = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
  }

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

  test('a run that is not there says so, and a report that fails has a retry', async () => {
    await page.goto(`${server.url}/reports/weekly/runs/2020-W01`)
    await page.getByRole('heading', { name: 'There is no such report' }).waitFor()

    await page.goto(`${server.url}/reports/weekly/preview?of=2020-W01`)
    await page.getByRole('heading', { name: 'The report could not be loaded' }).waitFor()
    await page.getByText('lies before the data').waitFor()
    errors.splice(0)
  })

  test.each(['light', 'dark'] as const)(
    'accessible without sideways scrolling, in the %s theme',
    async (colorScheme) => {
      await open({ colorScheme, width: colorScheme === 'light' ? 1440 : 360 })
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
    await open({ width, colorScheme: width === 600 ? 'dark' : 'light' })
    await page.setContent(rendered?.content ?? '')

    expect(await axeViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })
})

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
