import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import type { PromisesAnswer } from '@outlay/shared/promises'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { runOutlay } from '../run-outlay.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'
import { tabTo } from './tab-to.ts'

describeInBrowser('commitments', () => {
  const {
    server,
    open,
    visit: visitPage,
    forgive,
  } = useSite({ load: loadCommitments, env: (folder) => ({ OUTLAY_CONFIG: writeConfig(folder) }) })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  async function visit(path: string): Promise<void> {
    await visitPage(path)
    await page.locator('.planner-figures, .state').first().waitFor()
    await settled(page)
  }

  const rows = () => page.getByRole('region', { name: 'Commitments' }).locator('tbody tr')
  const asked = () => server.api<CommitmentsAnswer>('/commitments?start=2020-01-01')

  test('which commitments end within 60 days, and what not renewing them costs: one click', async () => {
    await visit('/commitments')
    expect(await rows().count()).toBe(2)

    await page.getByRole('button', { name: '≤ 60 d' }).click()

    await page.waitForURL('**ends=60')
    const within = (await asked()).expiring.find(({ days }) => days === 60)
    expect(within).toMatchObject({ count: 1, notRenewing: { expected: 360 } }) // 24 on demand less 12 a day
    expect(await rows().allTextContents()).toEqual([expect.stringContaining('in 41 days')])
    expect(await rows().first().textContent()).toContain('+$360.00')
    await page
      .getByText('1 ends within 60 days. Not renewed, the bill changes by about +$360.00 a month')
      .waitFor()
  })

  test('the same by keyboard alone', async () => {
    await visit('/commitments')
    await tabTo(page, 'button', /^≤ 60 d$/)
    await page.keyboard.press('Enter')

    await page.waitForURL('**ends=60')
    await page.getByText('1 ends within 60 days. Not renewed').waitFor()
    expect(await rows().count()).toBe(1)
  })

  test('coverage and utilisation are those of the answer, and their SQL is one click away', async () => {
    await page.goto(`${server.url}/`)
    await settled(page)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL('**/commitments')
    await page.locator('.planner-figures').waitFor()
    await settled(page)

    const shown = await page.locator('.tile-value').allTextContents()
    expect(shown.slice(0, 3)).toEqual(['20.0%', '90.0%', '5.2%'])

    await page
      .getByRole('button', { name: 'Show working of coverage, utilisation and savings rates' })
      .click()
    expect(await page.getByRole('region', { name: 'SQL' }).textContent()).toContain('from priced')
  })

  test('the slider moves every figure by keyboard, without asking the server', async () => {
    await visit('/commitments')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    const slider = page.getByRole('slider')
    const saving = page.locator('.planner-figures dd').first()
    const before = await saving.textContent()

    await slider.focus()
    await page.keyboard.press('End')
    await page.waitForURL('**hourly=**')
    expect(await saving.textContent()).not.toBe(before)
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^\$[\d.]+ an hour$/)
    expect(requests.filter((url) => url.includes('/commitments/plan'))).toEqual([])

    await page.reload()
    await page.locator('.planner-figures').waitFor()
    expect(await slider.inputValue()).toBe(await slider.getAttribute('max'))
    await page.getByRole('button', { name: /^Best/ }).click()
    expect(await saving.textContent()).toBe(before)
  })

  test('an offer that is entered replaces what bill and catalogue know', async () => {
    await visit('/commitments')

    await page.getByLabel('Discount of your offer, %').fill('40')
    await page.keyboard.press('Enter')
    await page.waitForURL('**rate=0.4000')
    await page.getByText('Discount 40.0%: the discount of your offer, as entered.').waitFor()
  })

  test('contracts and credits tell pace and balance', async () => {
    await visit('/commitments')
    const { contracts, credits } = await server.api<PromisesAnswer>('/commitments/contracts')
    const card = page.locator('.commit-contract').filter({ hasText: 'Two years' })

    expect(await card.locator('data').first().getAttribute('value')).toBe(contracts[0]?.drawn)
    expect(await card.textContent()).toContain('falls short by about')
    expect(credits[0]?.balance).toBe('100')
    expect(await page.locator('.commit-contract').filter({ hasText: 'gift' }).textContent()).toContain(
      '$100 left',
    )
  })

  test('a widget that fails says so with a retry, and leaves the rest alone', async () => {
    await page.route('**/commitments/plan*', (route) => route.fulfill({ status: 500, body: '{}' }))
    await visit('/commitments')
    await page.getByText('The plan could not be loaded').waitFor()
    expect(await rows().count()).toBe(2)

    await page.unroute('**/commitments/plan*')
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.locator('.planner-figures').waitFor()
    forgive('status of 500')
  })

  test('a period without any usage says so', async () => {
    await page.goto(`${server.url}/commitments?p=2021-01&f=service:is:Nothing`)

    await page.getByRole('heading', { name: 'There is no usage in this period' }).waitFor()
  })

  test.each(['light', 'dark'] as const)(
    'accessible, and its charts have tables, in the %s theme',
    async (colorScheme) => {
      page = await open({ colorScheme, width: colorScheme === 'light' ? 1440 : 360 })
      await visit('/commitments')

      expect(await axeViolations(page)).toEqual([])
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0)
      const asTable = page.getByRole('button', { name: 'View as table' })
      for (let left = await asTable.count(); left > 0; left -= 1) await asTable.first().click()
      expect(await page.locator('figure table:visible').count()).toBe(2)
      expect(await axeViolations(page)).toEqual([])
    },
  )
})

const HEADER = [
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory',
  'ChargeFrequency,PricingCategory,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId,ResourceId,x_UsageType',
  'ConsumedQuantity,ConsumedUnit,CommitmentDiscountId,CommitmentDiscountName,CommitmentDiscountType,CommitmentDiscountCategory',
  'CommitmentDiscountStatus,BilledCost,EffectiveCost,ContractedCost,ListCost',
].join(',')

const DAYS = 40
const RESERVED = ['ri-1', 'web-1y', 'Reserved Instance', 'Usage'] as const
const PLAN = ['sp-1', 'everything', 'Savings Plan', 'Spend'] as const

interface Charge {
  readonly day: string
  readonly until?: string
  readonly category: 'Usage' | 'Purchase' | 'Credit'
  readonly frequency?: string
  readonly pricing?: string
  readonly commitment?: readonly string[]
  readonly status?: string
  /** Billed, effective, contracted, list. */
  readonly costs: readonly [number, number, number, number]
}

/** A day: 192 on demand; 24 under a reservation for 12; 24 under a plan for 20 of its 23.56; 2 of credits. */
async function loadCommitments(folder: string): Promise<void> {
  const today = toDay(new Date())
  const bought = addDays(today, 41 - 365)
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS))
  const charges: Charge[] = [
    {
      day: bought,
      until: addDays(bought, 365),
      category: 'Purchase',
      frequency: 'One-Time',
      commitment: RESERVED,
      costs: [4380, 0, 4380, 4380],
    },
    ...days.flatMap((day): Charge[] => [
      { day, category: 'Usage', costs: [192, 192, 192, 200] },
      {
        day,
        category: 'Usage',
        pricing: 'Committed',
        commitment: RESERVED,
        status: 'Used',
        costs: [0, 12, 24, 25],
      },
      {
        day,
        category: 'Usage',
        pricing: 'Committed',
        commitment: PLAN,
        status: 'Used',
        costs: [0, 20.04, 24, 25],
      },
      {
        day,
        category: 'Usage',
        pricing: 'Committed',
        commitment: PLAN,
        status: 'Unused',
        costs: [0, 3.56, 0, 9],
      },
      { day, category: 'Purchase', frequency: 'Recurring', commitment: PLAN, costs: [23.6, 0, 23.6, 23.6] },
      { day, category: 'Credit', costs: [-2, -2, -2, -2] },
    ]),
  ]
  const path = join(folder, 'commitments.csv')
  writeFileSync(path, `${[HEADER, ...charges.map(lineOf)].join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${path} could not be imported: ${ran.err}`)
}

function lineOf({
  day,
  until,
  category,
  frequency = 'Usage-Based',
  pricing,
  commitment,
  status,
  costs,
}: Charge): string {
  const dates = [monthStart(day), monthStart(day, 1), day, until ?? addDays(day, 1)].map(
    (date) => `${date}T00:00:00Z`,
  )
  const isUsed = category === 'Usage' && status !== 'Unused'
  return [
    ...[
      'payer',
      'USD',
      ...dates,
      category,
      frequency,
      pricing ?? (category === 'Credit' ? '' : 'Standard'),
      'AWS',
    ],
    ...[
      'Amazon Elastic Compute Cloud',
      'Compute',
      'web',
      'us-east-1',
      isUsed ? 'i-1' : (commitment?.[0] ?? ''),
    ],
    ...(isUsed ? ['BoxUsage:m5.large', '24', 'Hours'] : ['', '', '']),
    ...(commitment ?? ['', '', '', '']),
    status ?? '',
    ...costs,
  ].join(',')
}

/** 20 a day are drawn where 30 would be needed; 38 complete days of credits. */
function writeConfig(folder: string): string {
  const today = toDay(new Date())
  const start = addDays(today, -30)
  const path = join(folder, 'contracts.yaml')
  writeFileSync(
    path,
    [
      'contracts:',
      `  - { id: two-years, name: Two years, kind: edp, provider: aws, currency: USD, amount: 1000000, start: '${start}', end: '${addDays(start, 730)}' }`,
      'credits:',
      `  - { id: gift, name: gift, provider: aws, currency: USD, amount: ${100 + 2 * 28}, start: '${start}' }`,
    ].join('\n'),
  )
  return path
}
