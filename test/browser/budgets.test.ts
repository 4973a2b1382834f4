import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlertsAnswer } from '@outlay/shared/alerts'
import type { BudgetsAnswer } from '@outlay/shared/budgets'
import type { AnomaliesAnswer } from '@outlay/shared/detect'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, startFakeSlack } from '../slack/fake-slack.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser, launchChromium } from './chromium.ts'
import { settled } from './read-page.ts'
import { dataFolder, startServer, type TestServer } from './server.ts'
import { loadSpend } from './spend.ts'

const SECRET = 'signing-secret'
const SLOW = { timeout: 30_000, interval: 50 }

describeInBrowser('budgets', () => {
  const folder = dataFolder()
  let slack: FakeSlack
  let server: TestServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let errors: string[]

  beforeAll(async () => {
    ;[slack] = await Promise.all([startFakeSlack(), loadSpend(folder.path)])
    const config = join(folder.path, 'outlay.config.yaml')
    writeFileSync(
      config,
      `publicUrl: http://outlay.example
channels: { slack: { channel: "#finops", endpoint: "${slack.api}" } }
budgets: [{ id: company, name: Whole company, amount: 14000, thresholds: [{ percent: 100, on: forecast }] }]
`,
    )
    const env = { OUTLAY_CONFIG: config, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: SECRET }
    ;[server, browser] = await Promise.all([startServer(folder.path, { env }), launchChromium()])
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await slack?.close()
    folder.remove()
  })

  beforeEach(async () => {
    await open({})
  })

  afterEach(async () => {
    await context.close()
    expect(errors, 'errors in the browser console').toEqual([])
  })

  async function open(options: { width?: number; colorScheme?: 'light' | 'dark' }): Promise<void> {
    await context?.close()
    const { width = 1440, colorScheme = 'light' } = options
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    await context.addInitScript(() => localStorage.setItem('outlay.name', 'Ada'))
    page = await context.newPage()
    errors = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
  }

  async function visit(path: string): Promise<void> {
    await page.goto(`${server.url}${path}`)
    await settled(page)
  }

  const budgets = () => server.api<BudgetsAnswer>('/budgets')
  const row = (name: string) => page.locator('tr[data-id]').filter({ hasText: name })

  test('a team budget that tells a channel at 80 and 100 %, and its test: at most eight clicks', async () => {
    await visit('/budgets')
    let clicks = 0
    const click = async (name: string | RegExp) => {
      clicks += 1
      await page.getByRole('button', { name }).first().click()
    }

    await click('New budget')
    clicks += 2
    await page.getByLabel('What it counts').selectOption('search')
    await page.getByRole('button', { name: /mean of the last/ }).waitFor()
    await click(/mean of the last/)
    await page.getByText(/^Would have fired/).waitFor()
    const whom = page.getByLabel('Whom')
    expect(await whom.inputValue()).toBe('slack:#finops')
    await whom.fill('#search')
    expect(await page.getByLabel('80% is spent').isChecked()).toBe(true)
    expect(await page.getByLabel('100% is spent').isChecked()).toBe(true)
    await click('Keep this budget')
    await page.getByRole('heading', { name: /^search/ }).waitFor()
    await click('Send test')
    await page.getByText('Test sent to slack:#search').waitFor()

    expect(clicks).toBeLessThanOrEqual(8)
    await expect
      .poll(
        () => slack.messages.some(({ channel, text }) => channel === 'C-search' && text.startsWith('Test')),
        SLOW,
      )
      .toBe(true)
    const kept = (await budgets()).data.find(({ budget }) => budget.name === 'search')
    expect(kept?.budget).toMatchObject({ team: 'search', notify: ['slack:#search'] })
    expect(await row('search').locator('td').nth(1).textContent()).toContain(
      `${Math.round((kept?.standing.used ?? 0) * 100)}% used`,
    )
  })

  test('an anomaly that Slack calls planned is so on the web within five seconds', async () => {
    await expect
      .poll(() => server.api<AnomaliesAnswer>('/anomalies').then(({ data }) => data.length), SLOW)
      .toBeGreaterThan(0)
    await expect
      .poll(() => slack.messages.find(({ text }) => text.startsWith('Cost anomaly')), SLOW)
      .toBeDefined()
    const { data } = await server.api<AlertsAnswer>('/alerts?kind=anomaly&state=open')
    const [alert] = data
    await visit('/budgets?tab=history')
    const line = page.locator(`tr[data-alert="${alert?.id}"]`)
    expect(await line.textContent()).toContain('open')

    const answer = await slack.press(server.url, {
      secret: SECRET,
      actionId: 'classify',
      value: `${alert?.id}:planned`,
    })

    expect(answer.status).toBe(200)
    await line.getByText('Classified: planned.').waitFor({ timeout: 5_000 })
    const anomalies = await server.api<AnomaliesAnswer>('/anomalies?status=resolved')
    expect(anomalies.data.find(({ id }) => id === alert?.entity)?.classification).toBe('planned')
  })

  test('what is not signed, or signed too long ago, is refused', async () => {
    const press = { secret: SECRET, actionId: 'ack', value: 'alt_1' }

    const forged = await slack.press(server.url, { ...press, secret: 'other' })
    const old = await slack.press(server.url, { ...press, now: new Date(Date.now() - 400_000) })

    expect([forged.status, old.status]).toEqual([403, 403])
  })

  test('the Overview says without a click whether the whole budget is exceeded, and when', async () => {
    const company = (await budgets()).data.find(({ budget }) => budget.id === 'company')
    expect(company?.standing.breach).not.toBeNull()

    await visit('/')

    await page
      .getByRole('link', { name: /Whole company/ })
      .first()
      .waitFor()
  })

  test.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    await open({ colorScheme, width: colorScheme === 'dark' ? 360 : 1440 })
    await visit('/budgets?sel=company')
    expect(await axeViolations(page)).toEqual([])
    await visit('/budgets?tab=history')
    expect(await axeViolations(page)).toEqual([])
    await page
      .getByRole('button', { name: /^Message/ })
      .first()
      .click()
    await page.getByText('Blocks as JSON').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New budget' }).click()
    await page.getByLabel('What it counts').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wider).toBe(false)
  })
})
