import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { TURNED } from './company.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'
import { dataFolder, startServer } from './server.ts'

describeInBrowser('what may go wrong', () => {
  const { server, open, visit, forgive, stop, restart } = useSite({ company: true })
  let page: Page

  beforeEach(async () => {
    page = await open({ fresh: true })
  })

  test('values that turn the writing round, or are named like the rest, turn and hide nothing', async () => {
    await visit('/explore?by=team&cur=USD')

    const row = page.locator('.groups tbody tr').filter({ hasText: TURNED })
    const [name, cost] = await Promise.all([
      row.locator('.link-button').boundingBox(),
      row.locator('data').first().boundingBox(),
    ])
    expect(name?.x).toBeLessThan(cost?.x ?? 0)
    expect(await row.locator('.link-button').textContent()).toBe(`\u2068${TURNED}\u2069`)
    expect(await page.getByRole('button', { name: /^Other \$/ }).count()).toBe(1)
    const rest = page.locator('.legend .rest')
    expect(await rest.textContent()).toMatch(/^All others \(\d+ groups\)$/)
    expect(await rest.evaluate((element) => getComputedStyle(element).fontStyle)).toBe('italic')
    expect(await axeViolations(page)).toEqual([])
  })

  test('a held import is accepted from its source, and then counts', async () => {
    await page.goto(`${server.url}/sources`)
    const row = page.getByRole('table', { name: 'Sources' }).locator('tr').filter({ hasText: 'held' })
    await row.getByText(/^It would lower .* billed and from .* rows\.$/).waitFor()

    await row.getByRole('button', { name: 'Accept' }).click()

    await page.locator('.state-word', { hasText: 'held' }).first().waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'Accept' }).count()).toBe(0)
  })

  test('a server that stops is told of in the header, and one that comes back brings what was missing', async () => {
    await visit('/')
    await stop()

    await page.getByRole('link', { name: 'Data sources' }).first().click()

    await page.getByText('not connected').waitFor()
    await page.getByText('The page comes by itself').waitFor()
    expect(await page.locator('body').textContent()).not.toContain('The rest of the page is not affected')
    await Promise.all([
      page.waitForEvent('requestfailed', (request) => request.url().includes('help-sheet')),
      page.keyboard.press('?'),
    ])
    expect(await page.getByText('not connected').count()).toBe(1)
    await restart()

    await page.getByRole('table', { name: 'Sources' }).waitFor()
    expect(await page.getByText('not connected').count()).toBe(0)
    forgive()
  })

  test('files that a rebuild took away leave a notice, not a blank page', async () => {
    await page.route('**/assets/index-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${server.url}/`)
    await page.getByRole('alert').getByRole('button', { name: 'Reload' }).waitFor()
    await page.unroute('**/assets/index-*.js')

    await page.getByRole('button', { name: 'Reload' }).click()
    await settled(page)
    await page.route('**/assets/sources-page-*.js', (route) => route.fulfill({ status: 404 }))
    await page.getByRole('link', { name: 'Data sources' }).first().click()

    await page.getByRole('button', { name: 'Reload' }).first().waitFor()
    forgive()
  })

  test('an address that is understood in part says so and mends itself', async () => {
    await page.goto(`${server.url}/explore?p=banana&by=service&zoom=2`)
    await page.getByText('Not understood in the address').waitFor()

    expect(new URL(page.url()).search).toBe('?by=service&zoom=2')
    await settled(page)
    expect(await axeViolations(page)).toEqual([])
  })

  test('an empty data folder draws no bridge of nothing', async () => {
    const empty = dataFolder()
    const server = await startServer(empty.path)
    try {
      await page.goto(`${server.url}/sources`)
      await page.getByText('No source yet').waitFor()

      expect(await page.getByRole('figure').count()).toBe(0)
      expect(await axeViolations(page)).toEqual([])
    } finally {
      await server.stop()
      empty.remove()
    }
  })
})
