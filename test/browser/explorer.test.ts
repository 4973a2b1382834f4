import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { CostsAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import { addDays, toDay } from '@outlay/shared/period'
import fc from 'fast-check'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { xlsxColumn } from '../../server/src/queries/test-xlsx.ts'
import { formatMoney } from '../../web/src/lib/format.ts'
import { runOutlay } from '../run-outlay.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { amountIn, columnOf, settled, totalOn } from './read-page.ts'

const SEED = 20_261_123
const RUNS = 50
/** Every so many questions are asked as files too; that files agree on fifty is agree.test.ts of the exports. */
const FILES_EVERY = 7
/** Pages that ask at the same time. */
const PAGES = 2

describeInBrowser('the Explorer', () => {
  let folder: string
  const { server, open, openBeside, visit } = useSite({
    company: true,
    load: (path) => {
      folder = path
      return loadRates(path)
    },
  })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  test('two services are excluded, the view is saved in five clicks, and its link shows the same elsewhere', async () => {
    await visit('/explore?by=service')
    let clicks = 0
    const click = async (name: string | RegExp, modifiers: 'Alt'[] = []) => {
      clicks += 1
      await page
        .getByRole('button', { name, exact: typeof name === 'string' })
        .first()
        .click({ modifiers })
      await settled(page)
    }

    await click('Amazon S3', ['Alt'])
    await click('Storage', ['Alt'])
    await click('Views')
    await click(/^Save this view/)
    await page.getByLabel('Name of the view').fill('Ops view')
    await page.getByLabel('Your name').fill('Ada')
    await click('Save')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    expect(clicks).toBeLessThanOrEqual(5)
    const total = await totalOn(page)
    const elsewhere = await openBeside()
    await elsewhere.goto(page.url())
    await settled(elsewhere)
    expect(await totalOn(elsewhere)).toBe(total)

    await elsewhere.goto(`${server.url}/explore`)
    await settled(elsewhere)
    await elsewhere.getByRole('button', { name: 'Views', exact: true }).click()
    await elsewhere.getByRole('button', { name: /^Ops view/ }).click()
    await settled(elsewhere)
    expect(await totalOn(elsewhere)).toBe(total)
    expect(new URL(elsewhere.url()).search).toBe(new URL(page.url()).search)
  })

  test('a note on a day is flagged on the chart, listed under it, and goes when it is deleted', async () => {
    await visit('/explore?p=30d&by=provider')
    await page.getByText('Add a note').click()
    await page.getByLabel('What happened').fill('Release <b>7</b>')
    await page.getByRole('button', { name: 'Add note' }).click()

    await page.locator('.notes-list li', { hasText: 'Release <b>7</b>' }).waitFor()
    expect(await page.locator('.chart-flag text').textContent()).toBe('1')

    await page.getByRole('button', { name: /^Delete the note/ }).click()
    await page.locator('.chart-flag').waitFor({ state: 'detached' })
  })

  test('one number stands on page, paper, table, chart, API, CSV, Excel and Parquet, on fifty questions', async () => {
    const questions = fc.sample(question, { numRuns: RUNS, seed: SEED })
    const parquets = new Map<string, string>()
    const ask = async (from: number) => {
      const at = await openBeside()
      const asked = { search: '' }
      at.on('request', (request) => {
        const url = new URL(request.url())
        if (url.pathname === '/api/v1/costs' && url.searchParams.get('granularity') === 'total')
          asked.search = url.search
      })
      for (const [index, { view, filters }] of questions.entries()) {
        if (index % PAGES !== from) continue
        const address = new URLSearchParams([
          ...Object.entries(view).filter(([, value]) => value !== ''),
          ...new URLSearchParams(view.money),
          ...filters.map((filter): [string, string] => ['f', filter]),
        ])
        address.delete('money')
        await at.goto(`${server.url}/explore?${address}`)
        await settled(at)
        await sameEverywhere(at, asked.search)
        if (index % FILES_EVERY === 0) parquets.set(...(await sameInFiles(asked.search)))
      }
    }
    await Promise.all(Array.from({ length: PAGES }, (_, index) => ask(index)))

    expect(await parquetSums([...parquets.keys()])).toEqual(parquets)
  }, 240_000)

  async function sameEverywhere(at: Page, search: string): Promise<void> {
    const { meta } = await server.api<CostsAnswer>(`/costs${search}`)
    expect(await totalOn(at), search).toBe(meta.total)
    if (meta.groups === 0) return
    expect(await amountIn(at.locator('.total-row')), search).toBe(meta.total)
    expect(await twinSum(at), search).toBe(meta.total)
    await at.emulateMedia({ media: 'print' })
    const printed = await at.locator('.total-row td').first().textContent()
    await at.emulateMedia({ media: 'screen' })
    expect(printed, search).toBe(formatMoney(meta.total, meta.currency))
  }

  /** The Parquet file of a question with the total that it should hold. */
  async function sameInFiles(search: string): Promise<[string, string]> {
    const file = async (format: string) => {
      const response = await fetch(`${server.url}/api/v1/costs/export${search}&format=${format}`)
      return Buffer.from(await response.arrayBuffer())
    }
    const { meta } = await server.api<CostsAnswer>(`/costs${search}`)
    expect(addAmounts(columnOf((await file('csv')).toString(), 'cost')), search).toBe(meta.total)
    expect(addAmounts(xlsxColumn(await file('xlsx'), 'cost (exact)')), search).toBe(meta.total)
    const path = join(folder, `export-${randomUUID()}.parquet`)
    writeFileSync(path, await file('parquet'))
    return [path, meta.total]
  }
})

const question = fc.record({
  view: fc.record({
    p: fc.constantFrom('mtd', 'last', '30d', '90d'),
    by: fc.constantFrom('provider', 'service', 'team', 'subAccount', 'tag:env', 'region'),
    g: fc.constantFrom('', 'd', 'w'),
    metric: fc.constantFrom('', 'billed', 'list'),
    money: fc.constantFrom('', 'cur=EUR', 'rep=USD', 'rep=GBP'),
    cmp: fc.constantFrom('', 'none'),
  }),
  filters: fc.uniqueArray(
    fc.constantFrom(
      'provider:is:aws',
      'service:not:Amazon S3',
      'service:contains:compute',
      'team:is:Other',
      'team:absent',
      'tag:env:is:prod',
      'region:not:eu-1',
    ),
    { maxLength: 3 },
  ),
})

/** The sum of the chart's table, which screen readers and paper get. */
async function twinSum(page: Page): Promise<string> {
  const cells = page.locator('figure.chart table tbody tr td:nth-of-type(1) data')
  return addAmounts(
    await cells.evaluateAll((found) => found.map((cell) => cell.getAttribute('value') ?? '0')),
  )
}

/** Sum of the costs of each Parquet file. */
async function parquetSums(paths: readonly string[]): Promise<Map<string, string>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const reader = await connection.runAndReadAll(
    `select path, coalesce(sum(cost), 0)::varchar
     from (select unnest($paths) as path)
     left join read_parquet($paths, union_by_name = true, filename = 'path') using (path)
     group by path`,
    { paths: listValue(paths) },
    { paths: LIST(VARCHAR) },
  )
  return new Map(reader.getRowsJson().map(([path, sum]) => [String(path), addAmounts([String(sum)])]))
}

/** A rate a week, to convert two currencies into a third. */
async function loadRates(folder: string): Promise<void> {
  const today = toDay(new Date())
  const rows = Array.from({ length: 40 }, (_, week) => {
    const day = addDays(today, -7 * week)
    return [
      `${day},EUR,USD,${1.08 + week / 1000}`,
      `${day},EUR,GBP,0.8437`,
      `${day},USD,GBP,0.${7600 + week}`,
    ]
  })
  const path = join(folder, 'rates.csv')
  writeFileSync(path, ['day,from,to,rate', ...rows.flat()].join('\n'))
  const ran = await runOutlay(['import', path, '--kind', 'rates', '--data-dir', folder])
  if (ran.code !== 0) throw new Error(ran.err)
}
