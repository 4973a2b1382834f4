import type { Page } from 'playwright'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'

const TOKEN = 'a-token-for-tests-0123456789'

describeInBrowser('a server that wants a token', () => {
  const { server, open, forgive } = useSite({ env: () => ({ OUTLAY_TOKEN: TOKEN }) })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  // Whoever has no token is refused, which the browser writes down.
  afterEach(() => forgive())

  test('whoever comes without the token is asked for it and gets to the page that was wanted', async () => {
    await page.goto(`${server.url}/explore?by=service`)
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Token').fill('guess')
    await page.getByLabel('Token').press('Enter')
    await page.getByRole('alert').getByText('That is not the token').waitFor()

    await page.getByLabel('Token').fill(TOKEN)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('No source yet').waitFor()

    expect(page.url()).toBe(`${server.url}/explore?by=service`)
  })

  test('once the token is no longer right the page asks for it and goes on', async () => {
    await page.goto(`${server.url}/?token=${TOKEN}`)
    await settled(page)
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Explorer' }).first().click()
    await page.getByRole('heading', { name: 'This Outlay needs a token' }).waitFor()
    expect(await axeViolations(page)).toEqual([])

    await page.getByLabel('Token').fill(TOKEN)
    await page.getByLabel('Token').press('Enter')
    await page.getByText('No source yet').waitFor()

    expect(page.url()).toBe(`${server.url}/explore`)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(TOKEN)
  })
})
