import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { AnomaliesAnswer, AnomalyDetail } from '@outlay/shared/detect'
import { addDays, type Day, monthStart, toDay } from '@outlay/shared/period'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { runOutlay } from '../run-outlay.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { settled } from './read-page.ts'

describeInBrowser('anomalies', () => {
  const { server, open, visit: visitPage } = useSite({ load: loadUnusual, name: 'Ada' })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  async function visit(path: string): Promise<void> {
    await visitPage(path)
    await page.getByTestId('root-cause').waitFor()
  }

  const active = () => server.api<AnomaliesAnswer>('/anomalies')
  const detail = async (id: string) => (await server.api<{ data: AnomalyDetail }>(`/anomalies/${id}`)).data

  test('root cause of the biggest active anomaly: no click on its page', async () => {
    await visit('/anomalies')
    const { data, sentence } = await active()

    expect(data).toHaveLength(2)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(sentence)
    const cause = data[0]?.causes[0]
    expect(cause?.name).toBe('bucket-7')
    expect(await page.getByTestId('root-cause').textContent()).toContain(`Resource ${cause?.name} brings`)
    expect(
      await page
        .getByRole('list', { name: /largest first/ })
        .getByRole('listitem')
        .count(),
    ).toBe(2)
  })

  test('the chart has a table of the same days, and the keys open the page', async () => {
    await page.goto(`${server.url}/`)
    await settled(page)
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByTestId('root-cause').waitFor()
    const [first] = (await active()).data
    const { series } = await detail(first?.id ?? '')

    await page.getByRole('button', { name: 'View as table' }).click()
    const table = page.getByRole('table', { name: /what was expected/ })
    expect(await table.locator('tbody tr').count()).toBe(series.length)
  })

  test('what happened then, the days without the cause and notes stand beside it; a snooze takes two clicks', async () => {
    await visit('/anomalies')
    const [first] = (await active()).data
    const { events, withoutCause } = await detail(first?.id ?? '')

    expect(events).toMatchObject([{ kind: 'new_resource', day: first?.startedOn }])
    expect(await page.getByText(events[0]?.text ?? 'none').count()).toBe(1)
    expect(withoutCause).toMatchObject({ name: 'bucket-7' })
    expect(await page.locator('.band-without').getAttribute('d')).toMatch(/^M/)
    expect(await page.getByText(/Without bucket-7 they would have cost \$/).count()).toBe(1)

    await page.getByText('Add a note').click()
    await page.getByRole('textbox', { name: 'What happened' }).fill('Backups were turned on')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.locator('.chart-flag').waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: 'Backups were turned on' }).count()).toBe(1)

    await page.getByRole('button', { name: 'Snooze this pattern' }).click()
    await page.getByRole('button', { name: /^30 days/ }).click()
    await page.getByText(/^Snoozed until .*\.$/).waitFor()
    expect((await detail(first?.id ?? '')).snoozedUntil).toBe(addDays(toDay(new Date()), 30))
    await page.getByText('What is told, and what is not').click()
    expect(await page.getByText(/At least 50 a day/).isVisible()).toBe(true)
  })

  test('classifying as planned takes two clicks, resolves it and is told in its history', async () => {
    await visit('/anomalies')
    const [, second] = (await active()).data
    await page
      .getByRole('list', { name: /largest first/ })
      .getByRole('link')
      .nth(1)
      .click()
    await page.getByRole('heading', { level: 2, name: second?.sentence ?? '' }).waitFor()

    await page.getByRole('button', { name: 'Classify', exact: true }).click()
    await page.getByRole('button', { name: /^Planned/ }).click()
    await page.getByText('Classified: planned.').waitFor()

    expect(await detail(second?.id ?? '')).toMatchObject({ state: 'resolved', classification: 'planned' })
    await page.getByRole('link', { name: /^Resolved/ }).click()
    await page.getByText(/Ada: classification planned/).waitFor()
  })

  test.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)('axe finds nothing in %s at %i pixels, and nothing hangs over', async (colorScheme, width) => {
    page = await open({ colorScheme, width })
    await visit('/anomalies')

    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

const DAYS = 120
const HEADER = [
  'BilledCost,EffectiveCost,ListCost,ContractedCost,BillingAccountId,BillingAccountName,BillingCurrency',
  'BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency',
  'ServiceName,ServiceCategory,ProviderName,RegionId,ResourceId,ResourceType,SubAccountId,SubAccountName',
].join(',')

/** A bill of four months with a loop on a bucket and a new search index, from a source that was connected before. */
async function loadUnusual(folder: string): Promise<void> {
  const today = toDay(new Date())
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS))
  const lines = days.flatMap((day, index) => {
    const wave = 1 + 0.03 * Math.sin(index * index)
    const late = DAYS - index
    return [
      line(day, 'Amazon EC2', 'i-1', 400 * wave),
      line(day, 'Amazon S3', 'bucket-1', 100 * wave),
      ...(late <= 7 ? [line(day, 'Amazon S3', 'bucket-7', 700 * wave)] : []),
      ...(late <= 9 ? [line(day, 'Amazon Kendra', 'index-1', 90)] : []),
    ]
  })
  const file = join(folder, 'bill.csv')
  writeFileSync(file, `${[HEADER, ...lines].join('\n')}\n`)
  await runOutlay(['import', file, '--data-dir', folder])
  const instance = await DuckDBInstance.create(join(folder, 'outlay.duckdb'))
  const connection = await instance.connect()
  await connection.run('update import set created_at = created_at - interval 90 day')
  connection.closeSync()
  instance.closeSync()
}

function line(day: Day, service: string, resource: string, cost: number): string {
  const amount = cost.toFixed(4)
  const month = monthStart(day)
  return [
    ...[amount, amount, amount, amount, '111122223333', 'Acme', 'USD'],
    ...[
      `${month}T00:00:00Z`,
      `${monthStart(month, 1)}T00:00:00Z`,
      `${day}T00:00:00Z`,
      `${addDays(day, 1)}T00:00:00Z`,
    ],
    ...[
      'Usage',
      'Usage-Based',
      service,
      'Compute',
      'AWS',
      'us-east-1',
      resource,
      'Thing',
      '444455556666',
      'Production',
    ],
  ].join(',')
}
