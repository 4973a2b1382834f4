import type { CostsAnswer, OverviewAnswer, ResourceAnswer } from '@outlay/shared/api'
import { addAmounts } from '@outlay/shared/money'
import type { Page } from 'playwright'
import { beforeEach, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { describeInBrowser } from './chromium.ts'
import { useSite } from './harness.ts'
import { faultsInAnyLook } from './looks.ts'
import { amountIn, csvColumn, settled, totalOn } from './read-page.ts'
import { tabTo } from './tab-to.ts'

const PAGES = ['/', '/explore?by=service', '/sources']

describeInBrowser('the web app', () => {
  const { server, open, visit, forgive } = useSite({ company: true })
  let page: Page

  beforeEach(async () => {
    page = await open()
  })

  test('what a page is made of comes compressed, as the build left it', async () => {
    const encodings = new Map<string, string | undefined>()
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (/\.(js|css)$/.test(pathname)) encodings.set(pathname, response.headers()['content-encoding'])
    })
    await visit('/')

    expect([...encodings.keys()].some((path) => path.includes('vendor'))).toBe(true)
    expect(new Set(encodings.values())).toEqual(new Set(['br']))
  })

  test('open, find what grew, drill to a resource, export it: every sum is the API’s', async () => {
    await visit('/')
    const overview = await server.api<OverviewAnswer>('/overview')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(overview.sentence)
    const grown = overview.movers.find(({ change }) => !change.startsWith('-'))
    const [service = '', team] = grown?.group ?? []

    await page.locator('.mover').first().click()
    await settled(page)

    const query = new URLSearchParams({
      start: overview.period.start,
      end: overview.period.end,
      granularity: 'total',
      groupBy: 'resource',
    })
    query.append('filter', `service:is:${service}`)
    query.append('filter', team == null ? 'team:absent' : `team:is:${team}`)
    const costs = await server.api<CostsAnswer>(`/costs?${query}`)
    expect(await totalOn(page)).toBe(costs.meta.total)
    expect(costs.meta.total).toBe(grown?.cost)
    expect(await amountIn(page.locator('.total-row'))).toBe(costs.meta.total)

    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).first().click(),
    ])
    expect(addAmounts(await csvColumn(table, 'cost'))).toBe(costs.meta.total)

    await page.keyboard.press('Escape')
    await page.locator('.groups .link-button').first().click()
    await page.waitForURL('**/resources/**')
    await settled(page)
    const id = decodeURIComponent(new URL(page.url()).pathname.replace('/resources/', ''))
    const resource = await server.api<ResourceAnswer>(`/resources/${encodeURIComponent(id)}`)
    expect(await totalOn(page)).toBe(resource.total)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ])
    expect(addAmounts(await csvColumn(file, 'cost'))).toBe(resource.total)
  })

  test('the daily chart splits by team into the sums of the API', async () => {
    await visit('/')
    await page.getByRole('button', { name: 'Team', exact: true }).click()
    const chart = page.getByRole('figure', { name: /^Daily cost by team/ })
    await chart.waitFor()
    const amounts = await chart
      .locator('tbody td.strong data')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value') ?? ''))
    const { daily } = await server.api<OverviewAnswer>('/overview')

    expect(addAmounts(amounts)).toBe(addAmounts(daily.map(({ cost }) => cost)))
  })

  test('the same way by keyboard alone', async () => {
    await visit('/')
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await page.waitForURL('**/explore')
    await settled(page)
    for (const step of ['service', 'subAccount', 'resource']) {
      await tabTo(page, '.groups .link-button')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.searchParams.get('by') === step)
      await settled(page)
    }
    await tabTo(page, '.groups .link-button')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/resources/**')
    await settled(page)
    await tabTo(page, 'a[download]')

    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])

    expect(addAmounts(await csvColumn(file, 'cost'))).toBe(await totalOn(page))
  })

  test('each tile leads to the costs that add up to it', async () => {
    const overview = await server.api<OverviewAnswer>('/overview')
    for (const [index, tile] of overview.tiles.entries()) {
      await visit('/')
      await page.locator('.tile-link').nth(index).click()
      await settled(page)
      expect(await totalOn(page), tile.label).toBe(tile.amount)
    }
  })

  test('a link opened elsewhere shows the same total, Back restores the view before', async () => {
    await visit('/explore?by=service&p=last&metric=billed&charges=all')
    const before = await totalOn(page)
    await page.locator('.groups .link-button').first().click()
    await page.waitForURL('**f=service**')
    await settled(page)
    const [drilled, address] = [await totalOn(page), page.url()]

    await page.goBack()
    await settled(page)
    expect(await totalOn(page)).toBe(before)
    page = await open()
    await page.goto(address)
    await settled(page)
    expect(await totalOn(page)).toBe(drilled)
  })

  test('the palette finds a resource by a part of its id', async () => {
    const { data } = await server.api<CostsAnswer>('/costs?granularity=total&groupBy=resource&top=5')
    const id = data.find((row) => row.other !== true && row.group[0] !== null)?.group[0] ?? ''
    await visit('/sources')

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill(id.slice(-14))
    await page.getByRole('option').filter({ hasNotText: 'Data sources' }).first().waitFor()
    await page.keyboard.press('Enter')

    await page.waitForURL('**/resources/**')
    expect(decodeURIComponent(page.url())).toContain(id.slice(-14))
  })

  test('shortcuts rest while someone types', async () => {
    await visit('/explore')
    await page.getByRole('searchbox').fill('')
    await page.getByRole('searchbox').press('m')
    await page.getByRole('searchbox').press('v')

    expect(new URL(page.url()).search).toBe('')
    expect(await page.getByRole('searchbox').inputValue()).toBe('mv')
  })

  test.each(PAGES)('%s fits and has no violation that axe knows, in every look', async (path) => {
    await visit(path)

    expect(await faultsInAnyLook(page)).toEqual([])
  })

  test.each([
    { state: 'the help sheet', path: '/', open: () => page.keyboard.press('?'), shows: 'dialog[open]' },
    { state: 'the palette', path: '/', open: () => page.keyboard.press('/'), shows: '[cmdk-item]' },
    { state: 'a menu', path: '/', open: () => page.locator('.period-button').click(), shows: '.menu-panel' },
    { state: 'a chart as table', path: '/', open: () => page.keyboard.press('t'), shows: '.chart-table' },
    {
      state: 'a resource',
      path: '/explore?by=resource',
      open: () => page.locator('.groups .link-button').first().click(),
      shows: '.facts',
    },
    {
      state: 'an import',
      path: '/sources',
      open: () => page.locator('tr .link-button').last().click(),
      shows: '.dialog h3',
    },
    { state: 'no match', path: '/explore?f=service:is:nope', open: async () => {}, shows: '.state' },
    {
      state: 'the guide',
      path: '/',
      open: () => page.goto(`${server.url}/match-your-console`),
      shows: '.prose h1',
    },
  ])('$state has no violation that axe knows', async ({ path, open: reach, shows }) => {
    await visit(path)
    await reach()
    await page.locator(shows).first().waitFor()

    expect(await axeViolations(page)).toEqual([])
  })

  test('when the overview fails the page says so and Retry brings it back', async () => {
    const body = { error: { code: 'INTERNAL', message: 'It broke.', requestId: 'r-1' } }
    await page.route('**/api/v1/overview*', (route) => route.fulfill({ status: 500, json: body }))
    await page.goto(`${server.url}/`)
    await page.getByRole('heading', { name: 'The overview could not be loaded' }).waitFor()
    expect(await axeViolations(page)).toEqual([])

    await page.unroute('**/api/v1/overview*')
    await page.getByRole('button', { name: 'Retry' }).click()

    await page.locator('.tile').first().waitFor()
    forgive('status of 500')
  })

  test.each(PAGES)('on %s every chart has a name, a sentence, one tab stop and a table', async (path) => {
    await visit(path)

    const charts = await page.locator('figure').evaluateAll((figures) =>
      figures.map((figure) => ({
        name: document.getElementById(figure.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
        sentence: document.getElementById(figure.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
        tables: figure.querySelectorAll('table tbody tr').length,
        stops: figure.querySelectorAll('.chart-plot [tabindex="0"]').length,
      })),
    )

    for (const chart of charts) {
      expect(chart.name).not.toBe('')
      expect(chart.sentence).not.toBe('')
      expect(chart.tables).toBeGreaterThan(0)
      expect(chart.stops).toBe(0)
    }
    const unnamed = await page
      .locator('svg[tabindex]')
      .evaluateAll(
        (drawings) => drawings.filter((svg) => (svg.getAttribute('aria-label') ?? '') === '').length,
      )
    expect(unnamed).toBe(0)
  })

  test('arrow keys walk a chart after Recharts has taken over, and speak each day', async () => {
    await visit('/')
    const plot = page.getByRole('application')
    await plot.focus()
    await page.locator('.recharts-wrapper').waitFor()

    await page.keyboard.press('End')

    expect(await plot.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await plot.getByRole('status').textContent()).toMatch(/in progress|forecast/)
    await page.keyboard.press('Escape')
    expect(await plot.getByRole('status').count()).toBe(0)
  })

  test('nothing is asked of another origin', async () => {
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) foreign.push(request.url())
    })
    for (const path of PAGES) await visit(path)

    expect(foreign).toEqual([])
  })
})
