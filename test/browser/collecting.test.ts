import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourcesAnswer } from '@outlay/shared/collect'
import { addAmounts } from '@outlay/shared/money'
import { addDays, toDay } from '@outlay/shared/period'
import type { Page } from 'playwright'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { worldOf } from '../clouds/aws/company-world.ts'
import { type FakeAws, startFakeAws } from '../clouds/aws/server.ts'
import { createCompany } from '../clouds/company.ts'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { faultsInAnyLook } from './looks.ts'
import { dataFolder, startServer } from './server.ts'
import { tabTo } from './tab-to.ts'

const TODAY = toDay(new Date())
const MISSING = addDays(TODAY, -20)
const RESTATED = addDays(TODAY, -12)
const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }
/** AWS asks to wait so long before it goes on, which is when the page is looked at. */
const PATIENCE_SECONDS = 3

/** The tests follow each other on one server: nothing, a first run, a second that finds a change, a refusal. */
describeInBrowser('collecting, on the Data sources page', () => {
  const world = worldOf(createCompany({ seed: 5, today: TODAY, monthsBack: 1 }))
  const costs = (world.costs ?? []).filter(({ day }) => day !== MISSING)
  let aws: FakeAws
  // Before those of the site, which therefore run first: the server ends before what it talks to.
  afterAll(() => aws?.close())
  const { server, open, visit } = useSite({
    load: async () => {
      aws = await startFakeAws({ ...world, costs })
    },
    env: (folder) => ({ ...KEYS, OUTLAY_CONFIG: writeConfig(folder, aws.url) }),
  })
  let page: Page

  beforeEach(async () => {
    page = await open()
    await visit('/sources')
  })

  const card = (id: string) => page.locator('.collector').filter({ has: page.getByText(id, { exact: true }) })

  async function collect(): Promise<void> {
    await card('payer').getByRole('button', { name: 'Collect now' }).click()
  }

  async function ended(): Promise<void> {
    await card('payer').getByText('Collecting…').waitFor({ state: 'detached' })
  }

  async function stateOf(id: string) {
    const { collecting, data } = await server.api<SourcesAnswer>('/sources')
    return {
      runs: collecting.find((source) => source.id === id)?.runs ?? [],
      strip: data.find((source) => source.id === id)?.strip ?? [],
    }
  }

  test('a source that was never collected says so, one with a schedule says when it runs next', async () => {
    await card('payer').getByText('never collected').waitFor()
    expect(await card('payer').locator('.collector-facts').textContent()).toContain('By hand only')
    expect(await card('people').locator('.collector-facts').textContent()).toContain('Every day at 05:17 UTC')
    expect(await page.getByRole('figure', { name: 'Completeness by day' }).count()).toBe(0)
  })

  test('a run that is started shows how far it is, and its history what it brought', async () => {
    aws.script([null, { tooManyRequests: { retryAfterSeconds: PATIENCE_SECONDS } }], 'GetCostAndUsage')
    await collect()

    await card('payer')
      .getByText(/^Costs by service and usage type: /)
      .waitFor()
    await card('payer')
      .getByText(/\d rows .*of \d+ windows/)
      .waitFor()
    expect(await card('payer').getByRole('progressbar').count()).toBe(1)
    expect(await axeViolations(page)).toEqual([])
    await ended()

    const [run] = (await stateOf('payer')).runs
    expect(run?.state).toBe('ok')
    expect(run?.billed['USD']).toBe(addAmounts(costs.map(({ unblended }) => unblended)))
    await card('payer').getByText('Its one run').click()
    const row = card('payer').getByRole('table').locator('tbody tr')
    const text = await row.textContent()
    expect(text).toContain(`${run?.rows.toLocaleString('en-US')} rows`)
    expect(text).toContain(`${run?.requests} paid`)
    expect(text).toContain('by hand')
    // What came in is on the rest of the page as well, without a reload.
    await page.getByRole('table', { name: 'Imports, newest first' }).getByText('counted').first().waitFor()
  })

  test('the strip tells a missing and a restated day, by keyboard and as a table of every day', async () => {
    aws.change({
      costs: costs.map((cost) =>
        cost.day === RESTATED ? { ...cost, unblended: `1${cost.unblended.replace('-', '')}` } : cost,
      ),
    })
    await collect()
    await card('payer').getByText('Its last 2 runs').waitFor()
    const { strip } = await stateOf('payer')
    const expected = Object.fromEntries(strip.map(({ day, state }) => [day, state]))
    expect([expected[MISSING], expected[RESTATED], expected[TODAY]]).toEqual([
      'missing',
      'restated',
      'arriving',
    ])

    await tabTo(page, '.strip')
    await page.keyboard.press('End')
    const readout = page.locator('.strip-readout')
    expect(await readout.textContent()).toContain(': arriving, ')
    const past = strip.length - 1 - strip.findIndex(({ day }) => day === MISSING)
    for (let step = 0; step < past; step += 1) await page.keyboard.press('ArrowLeft')
    expect(await readout.textContent()).toContain(': missing, ')

    const figure = page.getByRole('figure', { name: 'Completeness by day' })
    await figure.getByRole('button', { name: 'View as table' }).click()
    const days = await figure
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [row.children[4]?.textContent, row.children[3]?.textContent]))
    const total = (state: string) =>
      days.reduce((sum, [word, count]) => sum + (word === state ? Number(count) : 0), 0)
    for (const state of ['settled', 'arriving', 'restated', 'missing'])
      expect(total(state), state).toBe(strip.filter((each) => each.state === state).length)
    expect(await axeViolations(page)).toEqual([])
  })

  test('a refusal names the code of the cloud and what to grant, and leads to its chapter', async () => {
    aws.script(['access-denied'], 'GetCostAndUsage')
    await collect()
    const fault = card('payer').locator('.fault')
    await fault.waitFor()

    expect(await fault.textContent()).toContain('AccessDeniedException')
    expect(await fault.textContent()).toContain('ce:GetCostAndUsage')
    expect(await axeViolations(page)).toEqual([])
    await fault.getByRole('link').click()
    await page.waitForURL('**/operations#collect-permission')

    const chapter = page.locator('#collect-permission')
    await page.waitForFunction(() => document.activeElement?.id === 'collect-permission')
    expect(await chapter.textContent()).toMatch(/^permission: the credentials are good/)
    expect(await axeViolations(page)).toEqual([])
  })

  test('in every look nothing is out of the page and axe finds nothing', async () => {
    for (const summary of await page.locator('.run-history summary').all()) await summary.click()

    expect(await faultsInAnyLook(page, '.run-history[open]')).toEqual([])
  })

  test('without a configured source the page shows how to name one', async () => {
    const empty = dataFolder()
    const other = await startServer(empty.path)
    try {
      await page.goto(`${other.url}/sources`)
      await page.getByText('No source is configured').waitFor()

      expect(await page.getByRole('region', { name: 'Example of a config file' }).textContent()).toContain(
        'type: aws-cost-explorer',
      )
      expect(await axeViolations(page)).toEqual([])
    } finally {
      await other.stop()
      empty.remove()
    }
  })
})

function writeConfig(folder: string, endpoint: string): string {
  const path = join(folder, 'outlay.config.yaml')
  const payer = { id: 'payer', type: 'aws-cost-explorer', billingAccount: '210987654321', schedule: 'off' }
  const sources = [
    { ...payer, endpoint, groupings: false, advice: false },
    { id: 'people', type: 'aws-organizations', endpoint },
  ]
  writeFileSync(path, JSON.stringify({ sources }))
  return path
}
