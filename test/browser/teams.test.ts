import type {
  AllocationExplanation,
  AllocationRulesAnswer,
  AllocationSummary,
} from '@outlay/shared/allocation'
import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import type { UntaggedAnswer } from '@outlay/shared/tagging'
import type { Page } from 'playwright'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'
import { tabTo } from './tab-to.ts'

const TABS = ['teams', 'untagged', 'shared', 'rules', 'policy', 'statements']

describeInBrowser('teams', () => {
  const { server, open, visit } = useSite({ company: true, name: 'Ada' })
  let page: Page

  beforeAll(async () => {
    const rule = { origin: 'app', name: 'A rule of before', team: 'before', match: [['resource:is:none']] }
    const saved = await fetch(`${server.url}/api/v1/allocation/rules`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ base: 0, rules: [rule] }),
    })
    expect(saved.status).toBe(200)
  })

  beforeEach(async () => {
    page = await open()
  })

  const P = '2020-01-01..2050-01-01'
  const QUERY = 'start=2020-01-01&end=2050-01-01'
  const summary = () => server.api<AllocationSummary>(`/allocation/summary?${QUERY}`)
  const rules = () => server.api<AllocationRulesAnswer>('/allocation/rules')

  test('the parts on the page add up to what GET /costs answers, to the last digit', async () => {
    await visit(`/teams?p=${P}`)
    const answer = await summary()
    const costs = await server.api<CostsAnswer>(`/costs?${QUERY}&granularity=total`)
    const line = page.locator('.reconcile')
    const parts = await line
      .locator('data')
      .evaluateAll((each) => each.map((data) => data.getAttribute('value') ?? ''))

    expect(parts).toEqual([answer.direct, answer.shared, answer.unallocated, answer.total])
    expect(addAmounts(parts.slice(0, 3))).toBe(costs.meta.total)
    expect(await line.textContent()).toContain('✔')
    const cells = page.locator('.teams-table tr[data-team] td:nth-child(4) data')
    const totals = await cells.evaluateAll((each) => each.map((data) => data.getAttribute('value') ?? ''))
    expect(addAmounts([...totals, answer.unallocated])).toBe(costs.meta.total)

    await page.getByRole('button', { name: 'Show the flow' }).click()
    await page.getByText('The amounts as a table').click()
    const out = page.locator('.flow-figure tr', { has: page.locator('th', { hasText: /^\W?Total\W?$/ }) })
    const flows = await out
      .locator('data')
      .evaluateAll((each) => each.map((data) => data.getAttribute('value') ?? ''))
    expect(flows.length).toBeGreaterThan(1)
    expect(addAmounts(flows)).toBe(costs.meta.total)
  })

  test('who owns the most untagged cost: found and assigned by a rule in three clicks', async () => {
    const before = await server.api<UntaggedAnswer>(`/allocation/untagged?${QUERY}`)
    const [first] = before.data
    await visit(`/teams?p=${P}`)

    await page.getByRole('link', { name: 'Untagged', exact: true }).click()
    await page.locator('tr[data-untagged]').first().getByRole('button').click()
    await page.getByRole('dialog').locator('input[list]').fill('platform')
    await page.getByText('change their team').waitFor()
    await page.getByRole('button', { name: 'Save and apply to history' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await settled(page)

    const after = await server.api<UntaggedAnswer>(`/allocation/untagged?${QUERY}`)
    expect(addAmounts([after.total, first?.cost ?? '0'])).toBe(before.total)
    const filter = `filter=${encodeURIComponent(`resource:is:${first?.resource}`)}`
    const why = await server.api<AllocationExplanation>(`/allocation/explain?${QUERY}&${filter}`)
    expect(why.data).toMatchObject([{ origin: 'app', team: 'platform', cost: first?.cost }])
    expect(await page.locator('tr[data-untagged]').first().getAttribute('data-untagged')).not.toBe(
      first?.resource,
    )
  })

  test('a rule is written, moved before another, previewed and saved, and taken back, by keyboard alone', async () => {
    const { version, data } = await rules()
    await visit(`/teams?tab=rules&p=${P}`)

    await tabTo(page, '.card-head button')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Main account')
    await tabTo(page, 'input[list]')
    await page.keyboard.type('core')
    await tabTo(page, '.condition input')
    await page.keyboard.type('111122223333-0')
    await page.keyboard.press('Enter')
    const names = page.locator('.rules-list[aria-label^="Rules of teams"] .rule-text .strong:first-child')
    await names.getByText('Main account').waitFor()
    const place = data.rules.length
    await tabTo(page, '[aria-label="Move Main account up"]')
    await page.keyboard.press('Alt+ArrowUp')
    expect(await page.locator('[role=status]', { hasText: `is now ${place} of ${place + 1}` }).count()).toBe(
      1,
    )
    await page.getByText('change their team').waitFor()
    await tabTo(page, '.change-bar .primary')
    await page.keyboard.press('Enter')
    await page.getByText(`Version ${version + 1}`).waitFor()
    const saved = await rules()
    const before = data.rules.map(({ name }) => name)
    expect(saved.data.rules.map(({ name }) => name)).toEqual(before.toSpliced(place - 1, 0, 'Main account'))
    expect((await summary()).teams.map(({ team }) => team)).toContain('core')

    await tabTo(page, `[aria-label="Back to this version, ${version}"]`)
    await page.keyboard.press('Enter')
    await page.getByText(`Version ${version + 2}`).waitFor()
    expect((await summary()).teams.map(({ team }) => team)).not.toContain('core')
  })

  test('percentages that do not add up to 100 are not accepted; a template shares what it says', async () => {
    await visit(`/teams?tab=shared&p=${P}`)
    await page.getByRole('button', { name: 'Unused commitments' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Method').selectOption('fixed')
    await dialog.locator('.percent input[list]').fill('search')
    await dialog.locator('.percent input[inputmode]').fill('99')

    expect(await dialog.getByRole('status').textContent()).toBe(
      'The percentages add up to 99, they must to 100.',
    )
    expect(await dialog.getByRole('button', { name: 'Show what moves' }).isDisabled()).toBe(true)
    await dialog.locator('.percent input[inputmode]').fill('100')
    await dialog.getByRole('button', { name: 'Show what moves' }).click()
    await page.getByText('No cost changes its team').waitFor()
    expect(await page.locator('.change-bar').textContent()).toContain('still adds up')
    await page.getByRole('button', { name: 'Discard' }).click()
    expect(await page.locator('.change-bar').count()).toBe(0)
  })

  test('axe finds nothing on any part, light or dark, and each fits a phone', async () => {
    const check = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeViolations(page), `${what}, ${colorScheme}`).toEqual([])
      }
    }
    for (const tab of TABS) {
      await visit(`/teams?tab=${tab}&p=90d`)
      if (tab === 'teams') await page.getByRole('button', { name: 'Show the flow' }).click()
      if (tab === 'teams') await page.locator('.flow').waitFor()
      await check(tab)
      await page.setViewportSize({ width: 360, height: 900 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(360)
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    await visit(`/teams?tab=untagged&p=${P}`)
    await page.locator('tr[data-untagged]').first().getByRole('button').click()
    await page.getByRole('dialog').locator('input[list]').fill('x')
    await page.getByText('change their team').waitFor()
    await check('assigning')
  })
})
