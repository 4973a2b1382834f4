import type { AllocationRulesAnswer } from '@outlay/shared/allocation'
import type { CostsAnswer, OverviewAnswer } from '@outlay/shared/api'
import type { BudgetsAnswer } from '@outlay/shared/budgets'
import { addAmounts } from '@outlay/shared/money'
import type { Recommendation, RecommendationsAnswer } from '@outlay/shared/recommendations'
import type { SavedView } from '@outlay/shared/saved'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { pageFaults } from './page-faults.ts'
import { settled, totalOn } from './read-page.ts'
import { tabTo } from './tab-to.ts'
import { ADDRESSES, loadWaste } from './waste.ts'

/** Pages that no other file of these tests holds against axe. */
const AXE_HERE = ['/settings']

describeInBrowser('by keyboard alone', () => {
  const { server, open, visit } = useSite({ company: true, load: loadWaste, name: 'Ada' })
  let page: Page

  beforeEach(async () => {
    page = await open()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  })

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }

  /** Presses `g` and a letter, and waits for the page that they lead to. */
  async function go(letter: string, path: string): Promise<void> {
    await press('g', letter)
    await page.waitForURL((url) => url.pathname === path)
    await settled(page)
  }

  const queryHas = (key: string, value: string) =>
    page.waitForURL(({ searchParams }) => searchParams.getAll(key).includes(value))
  const dialog = () => page.getByRole('dialog')
  const idle = async (status: string) =>
    (await server.api<RecommendationsAnswer>(`/recommendations?rule=IDLE-01&status=${status}`)).data

  test('someone sees whether this month is over or under the last, from any page', async () => {
    await visit('/settings')
    await go('o', '/')

    const { sentence, tiles } = await server.api<OverviewAnswer>('/overview')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(sentence)
    expect(await page.locator('.tile-value').first().getAttribute('value')).toBe(tiles[0]?.amount)
  })

  test('someone asks why the largest mover grew, and stands where they asked when they know', async () => {
    await visit('/')
    const { movers } = await server.api<OverviewAnswer>('/overview')
    const grown = movers.find(({ change }) => !change.startsWith('-'))

    await tabTo(page, '.mover-row .explain-button')
    const asked = await page.locator(':focus').getAttribute('aria-label')
    await press('Enter')
    await dialog().getByTestId('explained').waitFor()
    const parts = await dialog()
      .locator('[data-part] data')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value') ?? ''))
    expect(addAmounts(parts)).toBe(grown?.change)

    await press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe(asked)
  })

  test('someone compares this week with the same weekdays of the week before', async () => {
    await visit('/explore?by=service&cur=USD&p=7d&cmp=none')
    expect(await page.locator('.total-row td').count()).toBe(2)

    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().includes('/costs?') && each.url().includes('compare=')),
      press('v'),
    ])
    await page.locator('.total-row td').nth(4).waitFor()

    const { pathname, search, searchParams } = new URL(request.url())
    expect(searchParams.get('align')).toBe('dow')
    const { meta } = await server.api<CostsAnswer>(`${pathname.replace('/api/v1', '')}${search}`)
    const before = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: 0,
    })
    expect(await page.locator('.total-row td').nth(1).textContent()).toBe(
      before.format(Number(meta.previousTotal)),
    )
  })

  test('someone lays out cost by team and provider', async () => {
    await visit('/explore?cur=USD')
    await tabTo(page, 'select', /^Group by/)
    await page.keyboard.type('Team')
    await queryHas('by', 'team')
    await tabTo(page, 'select', /^Then by/)
    await page.keyboard.type('Provider')
    await queryHas('by2', 'provider')
    await settled(page)

    const total = await totalOn(page)
    const sums = await page
      .locator('.groups tbody tr:not(.total-row) td:nth-of-type(1) data')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value') ?? ''))
    expect(sums.length).toBeGreaterThan(5)
    expect(addAmounts(sums)).toBe(total)
  })

  test('someone leaves a service out, saves the view and opens it again', async () => {
    await visit('/explore?by=service&cur=USD')
    await tabTo(page, '.row-action', /^Exclude .*Amazon S3/)
    await press('Enter')
    await page.waitForURL(({ searchParams }) => searchParams.has('f'))
    await settled(page)
    const total = await totalOn(page)
    await tabTo(page, '.views-button')
    await press('Enter', 'ArrowDown')
    await page.locator('.menu-panel :focus').waitFor()
    await press('Enter')
    await dialog().locator('input:focus').waitFor()
    await page.keyboard.type('Without storage')
    await press('Enter')
    await dialog().waitFor({ state: 'detached' })
    const { data } = await server.api<{ data: SavedView[] }>('/views')
    expect(data.map(({ name, owner }) => [name, owner])).toEqual([['Without storage', 'Ada']])

    await visit('/explore')
    await tabTo(page, '.views-button')
    await press('Enter')
    await tabTo(page, '.menu-item', /Without storage/)
    await press('Enter')
    await page.waitForURL(({ searchParams }) => searchParams.has('f'))
    await settled(page)
    expect(await totalOn(page)).toBe(total)
  })

  test('someone copies how to make a safe saving, and how to take it back', async () => {
    await visit('/settings')
    await go('r', '/recommendations')
    await page.locator('tr[data-id]').first().waitFor()
    await press('j', 'j', 'k')
    const row = page.locator('tr[data-id]:focus-within')
    expect(await row.getAttribute('data-index')).toBe('0')
    expect(await row.locator('.rec-effort').textContent()).toMatch(/low risk/)
    const id = (await row.getAttribute('data-id')) ?? ''
    await press('Enter')
    await page.waitForURL('**/recommendations/*')
    await settled(page)
    const { remediation } = (await server.api<{ data: Recommendation }>(`/recommendations/${id}`)).data

    await tabTo(page, '.remedy-panel button', /^Copy CLI/)
    await press('Enter')
    await expect.poll(clipboard).toBe(remediation.cli)
    await press('Shift+Tab')
    await page.locator('[role=tab]:focus').waitFor()
    await press('ArrowLeft')
    await tabTo(page, '.remedy-panel button', /^Copy Rollback/)
    await press('Enter')
    await expect.poll(clipboard).toBe(remediation.rollback)
  })

  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())

  test('someone dismisses a saving with a reason, and thinks again', async () => {
    await visit('/recommendations?rule=IDLE-01')
    await press('j', 'd')
    const reason = page.locator('[data-action="dismiss"] .menu-panel :focus')
    await reason.waitFor()
    await press('ArrowDown')
    await reason.filter({ hasText: 'A change is planned' }).waitFor()
    await press('Enter')
    await page.getByText(/dismissed: /).waitFor()
    expect((await idle('dismissed')).map(({ statusReason }) => statusReason)).toEqual(['A change is planned'])

    await press('z')
    await page.getByText(/^Undone/).waitFor()
    expect(await idle('open')).toHaveLength(ADDRESSES.length)
  })

  test('someone sets a budget of a team', async () => {
    await visit('/settings')
    await go('b', '/budgets')
    await tabTo(page, 'button', /New budget/)
    await press('Enter')
    const scope = dialog().locator('select:focus')
    await scope.locator('option').nth(1).waitFor({ state: 'attached' })
    await press('ArrowDown')
    const team = await scope.inputValue()
    await tabTo(page, '#budget-amount')
    await page.keyboard.type('4321')
    await tabTo(page, 'input[type=checkbox]', /^80% is spent/)
    await press('Space')
    await tabTo(page, 'button', /^Keep this budget/)
    await press('Enter')
    await dialog().waitFor({ state: 'detached' })

    const { data } = await server.api<BudgetsAnswer>('/budgets')
    const kept = data.map(({ budget }) => budget).find((budget) => budget.team === team)
    expect(team).not.toBe('')
    expect(Number(kept?.amount)).toBe(4321)
    expect(kept?.thresholds.map(({ percent }) => percent)).not.toContain(80)
  })

  test('someone gives the largest cost without a team to one, by a rule', async () => {
    await visit('/settings')
    await go('t', '/teams')
    await tabTo(page, 'a', /^Untagged/)
    await press('Enter')
    const first = page.locator('tr[data-untagged]').first()
    const resource = await first.getAttribute('data-untagged')
    await tabTo(page, 'tr[data-untagged] button')
    await press('Enter')
    await tabTo(page, 'dialog input[list]')
    await press('Control+a')
    await page.keyboard.type('platform')
    await page.getByText('change their team').waitFor()
    await tabTo(page, 'button', /^Save and apply/)
    await press('Enter')
    await dialog().waitFor({ state: 'detached' })
    await settled(page)

    const { data } = await server.api<AllocationRulesAnswer>('/allocation/rules')
    expect(data.rules.map(({ team }) => team)).toContain('platform')
    expect(JSON.stringify(data.rules)).toContain(resource)
    expect(await first.getAttribute('data-untagged')).not.toBe(resource)
  })

  test("someone opens last week's report of a team and prints it", async () => {
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', document.title)
    })
    await visit('/settings')
    await go('p', '/reports')
    await tabTo(page, 'select', /^Of/)
    await press('ArrowDown')
    const team = await page.locator('select:focus option:checked').textContent()
    await tabTo(page, '.report-open a', /^Open/)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: team ?? '' }).waitFor()
    await tabTo(page, 'button', /^Print/)
    await press('Enter')

    expect(await page.locator('html').getAttribute('data-printed')).toContain(team)
  })

  test('each page of the navigation has one heading, named charts with their tables, and fits a phone', async () => {
    await visit('/')
    const paths = await page
      .getByRole('navigation', { name: 'Pages' })
      .locator('li a')
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))
    expect(paths.length).toBeGreaterThanOrEqual(11)
    await page.setViewportSize({ width: 360, height: 800 })
    let charts = 0
    for (const path of paths) {
      await visit(path)
      charts += await page.locator('figure.chart').count()
      await expect.poll(() => pageFaults(page), { message: path, timeout: 3_000 }).toEqual([])
      if (AXE_HERE.includes(path)) expect(await axeViolations(page), path).toEqual([])
    }
    expect(charts).toBeGreaterThan(2)
  })
})
