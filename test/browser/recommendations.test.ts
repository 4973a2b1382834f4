import type { Recommendation, RecommendationsAnswer, RuleAnswer } from '@outlay/shared/recommendations'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { faultsInAnyLook } from './looks.ts'
import { settled } from './read-page.ts'
import { tabTo } from './tab-to.ts'
import { ADDRESSES, loadWaste } from './waste.ts'

describeInBrowser('recommendations', () => {
  const { server, open, visit, forgive } = useSite({ load: loadWaste, name: 'Ada' })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  const listed = (query = 'rule=IDLE-01') => server.api<RecommendationsAnswer>(`/recommendations?${query}`)
  const one = async (id: string) =>
    (
      await server.api<{ data: Recommendation & { history: { actor: string; to: string }[] } }>(
        `/recommendations/${id}`,
      )
    ).data
  const row = (address: string) => page.locator('tr[data-id]').filter({ hasText: address })

  test('open, filter, open one, see its SQL, accept it and take that back', async () => {
    page = await open({ name: '' })
    await visit('/')
    await page.getByRole('link', { name: /^Proven savings a month/ }).click()
    await page.waitForURL('**/recommendations')
    await settled(page)
    const { totals, data } = await listed('')
    expect(await page.locator('tr[data-id]').count()).toBe(data.length)
    expect(await page.getByTestId('total').getAttribute('value')).toBe(String(totals.proven))

    await page.getByLabel('Saves at least').selectOption('50')
    await page.waitForURL('**min=50')
    const wanted = data.filter(({ monthlySavings }) => monthlySavings.expected >= 50)
    expect(wanted.length).toBeLessThan(data.length)
    await page.waitForFunction(
      (count) => document.querySelectorAll('tr[data-id]').length === count,
      wanted.length,
    )
    await page.locator('.rec-title').first().click()
    await settled(page)
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const shown = await one(id)
    expect(await page.getByTestId('saving').getAttribute('value')).toBe(String(shown.monthlySavings.expected))
    await page.getByText('Show the SQL').click()
    const sql = await page.getByRole('region', { name: 'SQL' }).textContent()
    expect(sql?.replace(/\s+/g, ' ').trim()).toBe(shown.evidence.sql.replace(/\s+/g, ' ').trim())

    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByLabel('Your name').fill('Grace Hopper')
    await page.keyboard.press('Enter')
    await page.getByText('It is accepted', { exact: true }).waitFor()
    expect((await one(id)).history.map(({ actor, to }) => [actor, to])).toEqual([
      ['Grace Hopper', 'accepted'],
    ])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Undone: It is accepted').waitFor()
    expect((await one(id)).status).toBe('open')
  })

  test('dismissing with a reason takes three clicks and Undo a fourth', async () => {
    await visit('/recommendations?rule=IDLE-01')
    const [address] = ADDRESSES.toReversed()

    await row(address ?? '')
      .getByRole('checkbox')
      .click()
    await page.locator('[data-action="dismiss"] button').first().click()
    await page.getByRole('button', { name: 'Not worth it' }).click()

    await row(address ?? '').waitFor({ state: 'detached' })
    const dismissed = await server.api<RecommendationsAnswer>('/recommendations?status=dismissed')
    expect(dismissed.data.map(({ resourceIds, statusReason }) => [resourceIds, statusReason])).toEqual([
      [[address], 'Not worth it'],
    ])
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(address ?? '').waitFor()
    expect((await listed()).data).toHaveLength(ADDRESSES.length)
  })

  test('several are assigned and two are snoozed by keyboard alone', async () => {
    await visit('/recommendations?rule=IDLE-01')
    for (const _ of ADDRESSES) {
      await page.keyboard.press('j')
      await page.keyboard.press('x')
    }
    await page.getByText(`${ADDRESSES.length} selected`).waitFor()
    await page.keyboard.press('a')
    await page.locator('[data-action="assign"] .menu-panel :focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/assigned to Ada$/).waitFor()
    expect((await listed()).data.map(({ assignee }) => assignee)).toEqual(ADDRESSES.map(() => 'Ada'))

    await tabTo(page, '.rec-title')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('s')
    await page.locator('[data-action="snooze"] .menu-panel :focus').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^2 recommendations snoozed until/).waitFor()
    expect((await listed()).data).toHaveLength(ADDRESSES.length - 2)
    await page.keyboard.press('z')
    await page.getByText(/^Undone/).waitFor()
    expect((await listed()).data).toHaveLength(ADDRESSES.length)
  })

  test('a rule takes what its settings allow, leaves out what it is told to, and shows who changed that', async () => {
    await visit('/recommendations')
    await page.getByRole('navigation', { name: 'Recommendations and rules' }).getByText('Rules').click()
    await page.waitForURL('**/recommendations/rules')
    await settled(page)
    const { data } = await server.api<{ data: RuleAnswer[] }>('/rules')
    expect(await page.locator('.rules tbody tr').count()).toBe(data.length)

    await page.getByRole('button', { name: 'Public IP address that nothing uses' }).click()
    const dialog = page.getByRole('dialog')
    const days = dialog.getByRole('textbox', { name: 'Days', exact: true })
    const save = dialog.getByRole('button', { name: 'Save and run again' })
    await days.fill('300')
    await save.click()
    await dialog.getByText(/It was not saved: settings\.days/).waitFor()
    forgive('status of 400')

    await days.fill('14')
    await dialog.getByLabel('Its exact id').last().fill('account-0')
    await dialog.getByLabel('Reason').fill('kept for a failover')
    await dialog.getByRole('button', { name: 'Leave out' }).click()
    await save.click()
    await dialog.getByText('Days 7 → 14; leaves out account account-0 (kept for a failover)').waitFor()
    expect((await listed()).data).toHaveLength(ADDRESSES.length - 1)
    await days.fill('7')
    await dialog.getByRole('button', { name: /^Take away/ }).click()
    await save.click()
    await dialog.getByText('Days 14 → 7; no longer leaves out').waitFor()

    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: '4 recommendations of IDLE-01' }).click()
    await page.waitForURL('**rule=IDLE-01**')
    expect((await listed()).data).toHaveLength(ADDRESSES.length)
  })

  test('while the rules run the page says so, and an error can be asked again', async () => {
    let fails = true
    await page.route('**/api/v1/recommendations?*', async (route) => {
      if (!fails) return route.continue()
      await page.getByText('The rules are running over the bill.').waitFor()
      fails = false
      await route.fulfill({
        status: 500,
        json: { error: { code: 'INTERNAL', message: 'It broke.', requestId: 'r-1' } },
      })
    })
    await page.goto(`${server.url}/recommendations`)
    await page.getByRole('heading', { name: 'The recommendations could not be loaded' }).waitFor()

    await page.getByRole('button', { name: 'Retry' }).click()

    await page.locator('tr[data-id]').first().waitFor()
    forgive('status of 500')
  })

  test.each([
    { state: 'the list', path: '/recommendations', reach: async () => {}, shows: 'tr[data-id]' },
    {
      state: 'a selection with its menu',
      path: '/recommendations',
      reach: async () => {
        await page.locator('tr[data-id] input').first().click()
        await page.locator('[data-action="dismiss"] button').first().click()
      },
      shows: '.menu-panel',
    },
    { state: 'no match', path: '/recommendations?min=999999', reach: async () => {}, shows: '.state' },
    {
      state: 'one',
      path: '/recommendations?status=all',
      reach: async () => {
        await page.locator('.rec-title').first().click()
        await page.getByText('Show the SQL').click()
      },
      shows: '[data-testid="saving"]',
    },
    { state: 'the rules', path: '/recommendations/rules', reach: async () => {}, shows: '.rules tbody tr' },
    {
      state: 'a rule',
      path: '/recommendations/rules?sel=IDLE-01',
      reach: () => page.getByRole('dialog').waitFor(),
      shows: 'dialog[open]',
    },
  ])('$state fits and has no violation that axe knows, in every look', async ({ path, reach, shows }) => {
    await visit(path)
    await reach()

    expect(await faultsInAnyLook(page, shows)).toEqual([])
  })
})
