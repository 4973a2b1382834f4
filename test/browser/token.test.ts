import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser, launchChromium } from './chromium.ts'
import { settled } from './read-page.ts'
import { dataFolder, startServer, type TestServer } from './server.ts'

const TOKEN = 'a-token-for-tests-0123456789'

describeInBrowser('a server that wants a token', () => {
  const folder = dataFolder()
  let server: TestServer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const starting = startServer(folder.path, { env: { OUTLAY_TOKEN: TOKEN } })
    ;[server, browser] = await Promise.all([starting, launchChromium()])
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  beforeEach(async () => {
    page = await browser.newPage()
  })

  afterEach(async () => {
    await page.close()
  })

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
