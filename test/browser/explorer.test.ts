import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { describeInBrowser, launchChromium } from './chromium.ts'
import { amountIn, columnOf, settled, totalOn } from './read-page.ts'
import { dataFolder, startServer, type TestServer } from './server.ts'

const SEED = 20_261_123
const RUNS = 50

describeInBrowser('the Explorer', () => {
  const folder = dataFolder(inject('company'))
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(folder.path), launchChromium()])
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    page = await context.newPage()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  async function visit(path: string): Promise<void> {
    await page.goto(`${server.url}${path}`)
    await settled(page)
  }

  test('two services are excluded, the view is saved in five clicks, and its link shows the same elsewhere', async () => {
    await visit('/explore?by=service')
    let clicks = 0
    const click = async (name: string | RegExp, modifiers: 'Alt'[] = []) => {
      clicks += 1
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click({ modifiers })
      await settled(page)
    }

    await click('Amazon S3', ['Alt'])
    await click('Storage', ['Alt'])
    await click('Views')
    await click(/^Save this view/)
    await page.getByLabel('Name of the view').fill('Ops view')
    await page.getByLabel('Your name').fill('Ada')
    await click('Save')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    expect(clicks).toBeLessThanOrEqual(5)
    const total = await totalOn(page)
    const other = await browser.newContext()
    const elsewhere = await other.newPage()
    await elsewhere.goto(page.url())
    await settled(elsewhere)
    expect(await totalOn(elsewhere)).toBe(total)

    await elsewhere.goto(`${server.url}/explore`)
    await settled(elsewhere)
    await elsewhere.getByRole('button', { name: 'Views', exact: true }).click()
    await elsewhere.getByRole('button', { name: /^Ops view/ }).click()
    await settled(elsewhere)
    expect(await totalOn(elsewhere)).toBe(total)
    expect(new URL(elsewhere.url()).search).toBe(new URL(page.url()).search)
    await other.close()
  })

  test('a note on a day is flagged on the chart, listed under it, and goes when it is deleted', async () => {
    await visit('/explore?p=30d&by=provider')
    await page.getByText('Add a note').click()
    await page.getByLabel('What happened').fill('Release <b>7</b>')
    await page.getByRole('button', { name: 'Add note' }).click()

    await page.locator('.notes-list li', { hasText: 'Release <b>7</b>' }).waitFor()
    expect(await page.locator('.chart-flag text').textContent()).toBe('1')

    await page.getByRole('button', { name: /^Delete the note/ }).click()
    await page.locator('.chart-flag').waitFor({ state: 'detached' })
  })

  test('total, table, the chart’s twin and the CSV are the API’s to the last digit on fifty questions', async () => {
    let asked = ''
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.pathname === '/api/v1/costs' && url.searchParams.get('granularity') === 'total')
        asked = url.search
    })
    for (const { view, filters } of fc.sample(question, { numRuns: RUNS, seed: SEED })) {
      const address = new URLSearchParams([
        ...Object.entries(view).filter(([, value]) => value !== ''),
        ...filters.map((filter): [string, string] => ['f', filter]),
      ])
      await visit(`/explore?${address}`)

      const { meta } = await server.api<CostsAnswer>(`/costs${asked}`)
      expect(await totalOn(page), `${address}`).toBe(meta.total)
      if (meta.groups === 0) continue
      const csv = await (await fetch(`${server.url}/api/v1/costs/export${asked}&format=csv`)).text()
      expect(addAmounts(columnOf(csv, 'cost')), `${address}`).toBe(meta.total)
      expect(await amountIn(page.locator('.total-row')), `${address}`).toBe(meta.total)
      expect(await twinSum(page), `${address}`).toBe(meta.total)
    }
  }, 240_000)
})

const question = fc.record({
  view: fc.record({
    p: fc.constantFrom('mtd', 'last', '30d', '90d'),
    by: fc.constantFrom('provider', 'service', 'team', 'subAccount', 'tag:env', 'region'),
    g: fc.constantFrom('', 'd', 'w'),
    metric: fc.constantFrom('', 'billed', 'list'),
    cur: fc.constantFrom('', 'EUR'),
    cmp: fc.constantFrom('', 'none'),
  }),
  filters: fc.uniqueArray(
    fc.constantFrom(
      'provider:is:aws',
      'service:not:Amazon S3',
      'service:contains:compute',
      'team:is:Other',
      'team:absent',
      'tag:env:is:prod',
      'region:not:eu-1',
    ),
    { maxLength: 3 },
  ),
})

/** The sum of the chart's table, which screen readers and paper get. */
async function twinSum(page: Page): Promise<string> {
  const cells = page.locator('figure.chart table tbody tr td:nth-of-type(1) data')
  return addAmounts(
    await cells.evaluateAll((found) => found.map((cell) => cell.getAttribute('value') ?? '0')),
  )
}
