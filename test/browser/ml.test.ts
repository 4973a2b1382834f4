import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MlGpuAnswer, MlSummaryAnswer } from '@outlay/shared/ml'
import { addAmounts } from '@outlay/shared/money'
import { addDays, monthStart, toDay } from '@outlay/shared/period'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { runOutlay } from '../run-outlay.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { tabTo } from './tab-to.ts'

describeInBrowser('ML & GPU', () => {
  const { server, open, visit } = useSite({ load: loadModels })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  const region = (name: string) => page.getByRole('region', { name, exact: true })

  test('what idle GPUs cost now, and which machines they are: one click', async () => {
    await visit('/ml?p=30d')
    await page.getByTestId('idle-now').filter({ hasText: '$' }).waitFor()
    const { idleNow, machines } = await server.api<MlGpuAnswer>(`/ml/gpu?${await asked()}`)
    expect(idleNow).toMatchObject({ machines: 1, costPerDay: 240 })
    expect(await page.getByTestId('idle-now').textContent()).toBe('$240')

    await page.getByRole('link', { name: /^GPUs idle now/ }).click()

    expect(new URL(page.url()).hash).toBe('#ml-idle')
    const rows = region('Idle GPUs').locator('tbody tr').filter({ hasText: 'idle now' })
    const named = machines.filter((machine) => machine.idleNow).map(({ name }) => name)
    expect(await rows.locator('th a').allTextContents()).toEqual(named)
    expect(named).toEqual(['vision-train-idle'])
  })

  test('the parts of GPU spend and the classes make up their totals, as the API has them', async () => {
    await visit('/ml?p=30d')
    const { gpu, classes, total } = await server.api<MlSummaryAnswer>(`/ml/summary?${await asked()}`)
    const parts = page.locator('#ml-gpus .ml-legend data')
    await parts.first().waitFor()
    const amounts = await parts.evaluateAll((found) =>
      found.map((element) => element.getAttribute('value') ?? ''),
    )
    expect(addAmounts(amounts)).toBe(gpu.cost)
    expect(Number(gpu.split.unused)).toBeGreaterThan(0)
    expect(Number(gpu.split.noMetric)).toBeGreaterThan(0)
    expect(addAmounts(classes.map(({ cost }) => cost))).toBe(total)
    expect(await region('ML cost by class').locator('tbody tr').count()).toBe(classes.length)
  })

  test('which notebook was left on, what a thousand requests cost, what a million tokens cost', async () => {
    await visit('/ml?p=30d')
    const notebook = region('Notebooks').locator('tbody tr')
    await notebook.first().waitFor()
    expect(await notebook.first().textContent()).toContain('scratch')
    expect(await region('Endpoints').locator('tbody tr').first().textContent()).toContain('$0.10')
    expect(await region('Tokens by model').locator('tbody tr').first().textContent()).toContain('$3.00')
    expect(await region('Training runs').locator('tbody tr').first().textContent()).toMatch(/ranker.*unknown/)
  })

  test('a class leads to its lines, whose total is its figure to the last digit', async () => {
    await visit('/ml?p=30d')
    const { classes } = await server.api<MlSummaryAnswer>(`/ml/summary?${await asked()}`)
    const training = classes.find(({ class: id }) => id === 'training')
    await region('ML cost by class')
      .getByRole('row', { name: /^Training/ })
      .getByRole('link')
      .click()
    await page.waitForURL('**/explore?**mlClass**')
    const total = page.locator('.total-row data').first()
    await total.waitFor()

    expect(await total.getAttribute('value')).toBe(training?.cost)
    expect(Number(training?.cost)).toBeGreaterThan(0)
  })

  test('which GPUs idle, by keyboard alone; without ML it says what was looked for', async () => {
    await visit('/?p=30d')
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    // The title comes with the page, the address before it.
    await page.waitForFunction(() => document.title.includes('ML & GPU'))
    expect(new URL(page.url()).pathname).toBe('/ml')
    await page.getByTestId('idle-now').filter({ hasText: '$240' }).waitFor()
    await tabTo(page, 'a', /^GPUs idle now/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**#ml-idle')
    await tabTo(page, '#ml-idle tbody th a', /^vision-train-idle$/)

    await visit('/ml?p=30d&f=service:is:Amazon+Simple+Queue+Service')
    await page.getByText('No line of this bill is machine learning').waitFor()
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in the %s theme, nothing overflows at 360 px',
    async (colorScheme) => {
      page = await open({ colorScheme })
      await visit('/ml?p=30d')
      await region('Training runs').waitFor()
      await region('GPU utilisation by machine and hour').waitFor()
      expect(await axeViolations(page)).toEqual([])
      await page.setViewportSize({ width: 360, height: 800 })
      // Charts are drawn again for the new width a frame later.
      await page.waitForFunction(() => document.documentElement.scrollWidth <= 360)
    },
  )

  /** Days and step that the page asks for. */
  async function asked(): Promise<string> {
    const urls = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    return new URL(urls.find((url) => url.includes('/ml/summary?')) ?? '').search.slice(1)
  }
})

const HEADER = [
  'BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
  'ChargeCategory,ChargeFrequency,PricingCategory,CommitmentDiscountStatus,ProviderName,ServiceName,ServiceCategory',
  'RegionId,ResourceId,ResourceName,x_UsageType,ConsumedQuantity,ConsumedUnit,BilledCost,EffectiveCost,ContractedCost,ListCost',
].join(',')
const DAYS = 40
const AI = 'AI and Machine Learning'
const EC2 = ['Amazon Elastic Compute Cloud', 'Compute'] as const
const SAGEMAKER = ['Amazon SageMaker', AI] as const

type Line = readonly [
  service: readonly [name: string, category: string],
  resource: string,
  usage: string,
  quantity: number,
  unit: string,
  cost: number,
  status?: 'Unused',
]

/** What each day bills. */
const LINES: readonly Line[] = [
  [EC2, 'vision-train-idle', 'BoxUsage:p4d.24xlarge', 24, 'Hours', 240],
  [EC2, 'vision-train-busy', 'BoxUsage:p4d.24xlarge', 24, 'Hours', 240],
  [EC2, 'vision-dark', 'BoxUsage:g5.xlarge', 24, 'Hours', 24],
  [EC2, 'reserved', 'HeavyUsage:p4d.24xlarge', 0, 'Hours', 11.11, 'Unused'],
  [SAGEMAKER, 'ranker', 'Host:ml.g5.xlarge', 24, 'Hours', 24],
  [SAGEMAKER, 'scratch', 'Notebk:ml.g5.xlarge', 24, 'Hours', 24],
  [
    ['Claude Sonnet 4 (Amazon Bedrock Edition)', AI],
    '',
    'USE1-MP:USE1_MillionInputTokens-Units',
    5,
    'Units',
    15,
  ],
  [['Amazon Simple Queue Service', 'Integration'], 'queue', 'Requests', 1000, 'Requests', 1],
]

async function loadModels(folder: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS))
  await load(folder, 'costs', [HEADER, ...days.flatMap(linesOf)])
  const samples = days
    .slice(-10)
    .flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}:00:00Z`).flatMap(
        (time) => [
          `vision-train-idle,gpu_utilization,${time},1,2,percent`,
          `vision-train-busy,gpu_utilization,${time},88,95,percent`,
          `ranker,gpu_utilization,${time},30,40,percent`,
          `ranker,invocations,${time},10000,10000,count`,
          `scratch,gpu_utilization,${time},9,9,percent`,
        ],
      ),
    )
  await load(folder, 'metrics', ['resource_id,metric,timestamp,average,maximum,unit', ...samples])
}

async function load(folder: string, kind: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, `${kind}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  const ran = await runOutlay(['import', path, '--kind', kind, '--data-dir', folder])
  if (ran.code !== 0) throw new Error(`${path} could not be imported: ${ran.err}`)
}

function linesOf(day: string): readonly string[] {
  const dates = [monthStart(day), monthStart(day, 1), day, addDays(day, 1)].map((date) => `${date}T00:00:00Z`)
  const job = `arn:aws:sagemaker:us-east-1:1:training-job/ranker-${day}`
  const run: Line = [SAGEMAKER, job, 'Train:ml.g5.12xlarge', 2, 'Hours', 14]
  return [...LINES, run].map(([[service, category], resource, usage, quantity, unit, cost, status = '']) =>
    [
      ...[
        'payer',
        'USD',
        ...dates,
        'Usage',
        'Usage-Based',
        status === '' ? 'Standard' : 'Committed',
        status,
        'AWS',
      ],
      ...[service, category, 'us-east-1', resource, resource.split('/').at(-1), usage, quantity, unit],
      ...[cost, cost, cost, cost],
    ].join(','),
  )
}
