import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlertsAnswer, MessageSample } from '@outlay/shared/alerts'
import type { BudgetsAnswer } from '@outlay/shared/budgets'
import type { AnomaliesAnswer } from '@outlay/shared/detect'
import type { Page } from 'playwright'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type FakeSlack, startFakeSlack } from '../slack/fake-slack.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { loadSpend } from './spend.ts'

const SECRET = 'signing-secret'
const SLOW = { timeout: 30_000, interval: 50 }

describeInBrowser('budgets', () => {
  let slack: FakeSlack
  // Before those of the site, which therefore run first: the server ends before what it talks to.
  afterAll(() => slack?.close())
  const { server, open, visit } = useSite({
    load: async (folder) => {
      ;[slack] = await Promise.all([startFakeSlack(), loadSpend(folder)])
    },
    env: (folder) => ({
      OUTLAY_CONFIG: writeConfig(folder, slack.api),
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: SECRET,
    }),
    name: 'Ada',
  })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

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

  test('every message is shown as Slack shows it, in light and dark, beside its blocks and a way to the builder', async () => {
    const { data } = await server.api<{ data: readonly MessageSample[] }>('/alerts/samples')
    await visit('/budgets?tab=history')
    await page.getByRole('link', { name: 'What each message looks like in Slack' }).click()
    await page.getByRole('heading', { name: 'A budget is over' }).waitFor()

    expect(await page.locator('.sample').count()).toBe(data.length)
    const over = page.locator('.sample').filter({ hasText: 'A budget is over' }).first()
    expect(await over.locator('.slack.is-light').textContent()).toContain('Over budget: ML platform')
    expect(await over.locator('.slack.is-dark').textContent()).toContain('@U0OWNER1')
    const sample = data.find(({ id }) => id === 'over')
    const href = (await over.getByRole('link', { name: /Block Kit Builder/ }).getAttribute('href')) ?? ''
    expect(JSON.parse(decodeURIComponent(href.split('#')[1] ?? ''))).toEqual({ blocks: sample?.slack.blocks })
    expect(JSON.parse((await over.locator('pre').textContent()) ?? '')).toEqual({
      blocks: sample?.slack.blocks,
    })
    expect(await axeViolations(page)).toEqual([])
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
    await page.getByRole('button', { name: 'Against budget' }).click()
    await page.getByRole('figure', { name: 'Spent and forecast against the budget' }).waitFor()
  })

  test.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    page = await open({ colorScheme, width: colorScheme === 'dark' ? 360 : 1440 })
    await visit('/budgets?sel=company')
    const company = (await budgets()).data.find(({ budget }) => budget.id === 'company')
    const day = Number(company?.standing.breach?.day.slice(8))
    const texts = await page.locator('.curve-text').allTextContents()
    expect(texts.find((each) => /^(expected|used up) /.test(each))).toMatch(
      new RegExp(`^(expected|used up) ${day} [A-Z]`),
    )
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

function writeConfig(folder: string, endpoint: string): string {
  const path = join(folder, 'outlay.config.yaml')
  writeFileSync(
    path,
    `publicUrl: http://outlay.example
channels: { slack: { channel: "#finops", endpoint: "${endpoint}" } }
budgets: [{ id: company, name: Whole company, amount: 14000, thresholds: [{ percent: 100, on: forecast }] }]
`,
  )
  return path
}
