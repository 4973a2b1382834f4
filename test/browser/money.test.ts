import type { CostsAnswer } from '@outlay/shared/api'
import type { ChangesAnswer, DriversAnswer } from '@outlay/shared/changes'
import type { InvoicesAnswer } from '@outlay/shared/invoices'
import { addAmounts, subtractAmounts } from '@outlay/shared/money'
import { monthStart } from '@outlay/shared/period'
import type { UnitCostsAnswer } from '@outlay/shared/unit-costs'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { loadMoneyCompany, MONTHS, totalOf } from './money-company.ts'
import { settled, totalOn } from './read-page.ts'

const LAST = `start=${MONTHS.last}&end=${monthStart(MONTHS.last, 1)}`

describeInBrowser('what changed, invoices, unit costs and the report currency', () => {
  const { server, open, visit } = useSite({ load: loadMoneyCompany, name: 'Ada' })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  const dialog = () => page.getByRole('dialog')
  const amountsIn = (selector: string) =>
    dialog()
      .locator(selector)
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value') ?? ''))

  test('task 4 and 5: whose SageMaker grew most last month in 2 clicks, and why in 1 more', async () => {
    await visit('/')
    await page.getByRole('link', { name: /All changes/ }).click()
    await page.getByRole('button', { name: 'Last month', exact: true }).click()
    await page.getByRole('button', { name: 'Last month', exact: true, pressed: true }).waitFor()
    await settled(page)

    const { data } = await server.api<ChangesAnswer>(
      `/changes?${LAST}&compare=previous&align=date&limit=50&currency=USD`,
    )
    const [most] = data.filter(
      ({ group, change }) => group[0] === 'Amazon SageMaker' && !change.startsWith('-'),
    )
    expect(most?.group[1]).toBe('ml')
    const row = page.locator('tr').filter({ hasText: 'Amazon SageMaker' }).first()
    expect(await row.locator('data').first().getAttribute('value')).toBe(most?.change)
    expect(await row.textContent()).toContain('ml')

    await row.getByRole('button', { name: /^Explain/ }).click()
    await dialog().getByTestId('explained').waitFor()
    const parts = await amountsIn('[data-part] data')
    expect(addAmounts(parts)).toBe(most?.change)
    const asked = `${LAST}&compare=previous&align=date&currency=USD&filter=service:is:Amazon SageMaker&filter=team:is:ml`
    const { meta } = await server.api<DriversAnswer>(`/changes/drivers?${encodeURI(asked)}`)
    expect(parts).toEqual(meta.parts.map(({ amount }) => amount))
    expect(meta.parts.map(({ id }) => id)).toEqual(['usage', 'new'])
    await dialog().getByRole('link', { name: 'train-2' }).waitFor()
  })

  test('a mover of the overview and a row of the Explorer explain themselves', async () => {
    await visit('/')
    await page
      .getByRole('button', { name: /^Explain the change of/ })
      .first()
      .click()
    await dialog().getByTestId('explained').waitFor()
    await page.keyboard.press('Escape')

    await visit(`/explore?p=last&by=service&cur=USD`)
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /Amazon EC2/ }) })
    await row.getByRole('button', { name: /^Explain/ }).click()
    await dialog().getByTestId('explained').waitFor()
    const parts = await dialog()
      .locator('[data-part]')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('data-part')))
    expect(parts.toSorted()).toEqual(['gone', 'usage'])
    const [first] = (
      await server.api<CostsAnswer>(
        `/costs?${LAST}&granularity=total&compare=previous&align=date&currency=USD&filter=service:is:Amazon%20EC2`,
      )
    ).data
    expect(addAmounts(await amountsIn('[data-part] data'))).toBe(
      subtractAmounts(first?.cost ?? '0', first?.previousCost ?? '0'),
    )
  })

  test('a tile shows its working: question, SQL and the rows that add up to it', async () => {
    await visit('/?cur=USD')
    const tile = page.locator('.tile').first()
    const amount = await tile.locator('data').first().getAttribute('value')
    await tile.getByRole('button', { name: /^Show working/ }).click()

    await dialog()
      .getByText(/^Effective cost/)
      .waitFor()
    await dialog().getByText('from cost_fact').first().waitFor()
    expect(await dialog().getByTestId('working-total').getAttribute('value')).toBe(amount)
    await dialog().getByRole('link', { name: 'Open in the Explorer' }).click()
    await settled(page)
    expect(await totalOn(page)).toBe(amount)
  })

  test('an invoice is entered by hand, held against the lines, and taken away', async () => {
    await visit('/sources')
    await page.getByText('✓ Matched').first().waitFor()
    await page.getByRole('button', { name: 'Enter an invoice' }).click()
    await page
      .getByLabel('Billing account')
      .selectOption({ label: 'Google Cloud · Google Cloud payer · EUR' })
    await page.getByLabel('Invoice number').fill('G-1')
    await page.getByLabel('Billing month').fill(MONTHS.last.slice(0, 7))
    await page.getByLabel(/^Amount in EUR/).fill(String(Number(totalOf('EUR')) + 40))
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('✗ Unexplained').waitFor()

    const answer = await server.api<InvoicesAnswer>(`/invoices?month=${MONTHS.last.slice(0, 7)}`)
    expect(answer.data.map(({ currency, result, difference }) => [currency, result, difference])).toEqual([
      ['USD', 'matched', '0'],
      ['EUR', 'unexplained', '40'],
    ])
    expect(await page.getByTestId('invoices-sentence').textContent()).toBe(answer.sentence)
    await page.getByRole('button', { name: 'Remove G-1' }).click()
    await page.getByText('✗ Unexplained').waitFor({ state: 'detached' })
  })

  test('what a prediction costs, and which days are unknown', async () => {
    await visit('/unit-costs?p=last&g=m')

    const { meta, sentence } = await server.api<UnitCostsAnswer>(
      `/unit-costs?${LAST}&unit=predictions&granularity=monthly`,
    )
    expect(await page.locator('h1').textContent()).toBe(sentence)
    expect(meta.total.unitCost).toBeCloseTo((4 * 22 + 6 * 8) / 150_000, 12)
    await page.getByRole('figure', { name: /Cost of/ }).waitFor()
    await visit('/unit-costs?p=7d')
    await page.getByText(/days have no quantity/).waitFor()
  })

  test('everything in one currency, with the rate and its days', async () => {
    await visit('/explore?p=last&by=provider')
    await page.getByRole('button', { name: /^Currency/ }).click()
    await page.getByRole('button', { name: 'All in USD' }).click()
    await page
      .getByText(/rates file, by day/)
      .first()
      .waitFor()

    const { meta } = await server.api<CostsAnswer>(`/costs?${LAST}&granularity=total&reportCurrency=USD`)
    expect(await totalOn(page)).toBe(meta.total)
    expect(Number(meta.total)).toBeCloseTo(Number(totalOf('USD')) + Number(totalOf('EUR')) * 1.25, 6)
  })

  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (scheme) => {
    page = await open({ colorScheme: scheme })
    for (const path of ['/changes?p=last', '/unit-costs?p=last', '/sources']) {
      await visit(path)
      expect(await axeViolations(page), path).toEqual([])
    }
    await visit('/changes?p=last')
    await page
      .getByRole('button', { name: /^Explain/ })
      .first()
      .click()
    await dialog().getByTestId('explained').waitFor()
    await dialog().getByText('Show working').click()
    await dialog().getByTestId('working-total').waitFor()
    expect(await axeViolations(page), 'explanation').toEqual([])
  })
})
