import type { CostRow, CostsAnswer, MetaAnswer } from '@outlay/shared/api'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { asked, costs, meta, openApp, useApp } from './test-app.tsx'

useApp()

const row = (name: string | null, cost: string): CostRow => ({ period: '2026-11-01', group: [name], cost })
const answerOf = (data: readonly CostRow[], more: Partial<CostsAnswer['meta']> = {}): CostsAnswer => {
  const { previous: _, previousTotal: __, ...plain } = costs.meta
  return { data, meta: { ...plain, groups: data.length, other: null, ...more } }
}
const open = (address: string, answer: CostsAnswer, known: MetaAnswer = meta) =>
  openApp(address, {
    '/api/v1/meta': () => known,
    '/api/v1/costs': () => answer,
    '/api/v1/views': () => ({ data: [] }),
    '/api/v1/annotations': () => ({ data: [] }),
  })

const HOSTILE = [
  'x'.repeat(2000),
  '<img src=x onerror="window.pwned = 1">',
  '=HYPERLINK("http://evil.example")',
  '\u202eesrever',
  'שלום עולם',
  '__proto__',
  'null',
]

test('values of any length, writing and markup are shown as they are, and lead to what they name', async () => {
  const router = open(
    '/explore?by=tag:env',
    answerOf(HOSTILE.map((name, index) => row(name, String(50 - index)))),
  )
  const table = await screen.findByRole('table', { name: /^Cost by tag/ })

  for (const name of HOSTILE) {
    const [link] = within(table).getAllByTitle((title) => title.includes(name))
    expect(link?.textContent).toContain(name.length > 100 ? 'xxxx' : name)
  }
  expect(document.querySelector('img[src="x"]')).toBeNull()
  expect(Reflect.get(window, 'pwned')).toBeUndefined()

  const [markup] = within(table).getAllByTitle((title) => title.includes('<img'))
  if (markup !== undefined) fireEvent.click(markup)
  await vi.waitFor(() => expect(router.state.location.search.filters).toHaveLength(1))
  expect(router.state.location.search.filters?.[0]).toEqual({
    dim: 'tag:env',
    op: 'is',
    value: '<img src=x onerror="window.pwned = 1">',
  })
})

test('of ten thousand groups few rows are drawn, and the table says how many there are', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => row(`group ${index}`, String(10_000 - index)))
  open('/explore?by=resource&top=9999', answerOf(many))
  const table = await screen.findByRole('table', { name: 'Cost by resource, in USD' })

  expect(table.getAttribute('aria-rowcount')).toBe('10002')
  expect(within(table).getAllByRole('row').length).toBeLessThan(200)
  expect(within(table).getByRole('row', { name: /^Total/ })).toBeTruthy()
})

test.each([
  { says: 'No source yet', known: { ...meta, sources: [] }, address: '/explore' },
  {
    says: 'The first import is under way',
    known: { ...meta, sources: meta.sources.map((source) => ({ ...source, state: 'importing' as const })) },
    address: '/explore',
  },
  { says: 'No cost matches these filters', known: meta, address: '/explore?f=service:is:S3' },
  { says: 'No cost in this period', known: meta, address: '/explore?p=2020-01' },
])('where there is nothing it says why: $says', async ({ says, known, address }) => {
  open(address, answerOf([], { total: '0' }), known)

  expect(await screen.findByText(says)).toBeTruthy()
  expect(screen.queryByRole('figure')).toBeNull()
})

test('what is credited says so in a word, what is nothing does not', async () => {
  open('/explore?by=service&charges=all', answerOf([row('Refunds', '-1234.5'), row('Dust', '-0.001')]))
  const table = await screen.findByRole('table', { name: /^Cost by service/ })

  expect(within(table).getByRole('row', { name: /Refunds/ }).textContent).toContain('\u2212$1,235 credit')
  expect(within(table).getByRole('row', { name: /Dust/ }).textContent).toMatch(/\$0\.00(?! credit)/)
})

test('a group is kept in the chart by its pin, which the address keeps', async () => {
  const router = open('/explore?by=service', answerOf([row('S3', '9'), row('EC2', '3')]))
  fireEvent.click(await screen.findByRole('button', { name: 'Keep EC2 in the chart' }))

  await vi.waitFor(() => expect(router.state.location.searchStr).toContain('pin=EC2'))
  await vi.waitFor(() =>
    expect(asked.filter((url) => url.searchParams.get('keep') === 'EC2').map(pathOf)).toContain(
      '/api/v1/costs',
    ),
  )
  expect(screen.getByRole('button', { name: 'Keep EC2 in the chart' }).getAttribute('aria-pressed')).toBe(
    'true',
  )
})

test('a note that was deleted comes back by Undo', async () => {
  const note = { id: 'n1', day: '2026-11-03', text: 'Release 7', author: 'Ada', createdAt: '' }
  let kept = [note]
  const posted: unknown[] = []
  openApp('/explore?by=service', {
    '/api/v1/costs': () => answerOf([row('S3', '9')]),
    '/api/v1/views': () => ({ data: [] }),
    '/api/v1/annotations/n1': () => {
      kept = []
      return { data: note }
    },
    '/api/v1/annotations': (_, init) => {
      if (init?.method === 'POST') {
        posted.push(JSON.parse(String(init.body)))
        kept = [note]
      }
      return { data: kept }
    },
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Delete the note of 3 Nov' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))

  expect(await screen.findByText('Release 7')).toBeTruthy()
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
  expect(posted).toEqual([{ day: '2026-11-03', text: 'Release 7' }])
})

test('groups with anomalies are asked for and named under the chart', async () => {
  open('/explore?by=service', answerOf([row('S3', '9'), row('EC2', '3')], { promoted: ['EC2'] }))

  expect((await screen.findByTestId('unusual')).textContent).toContain('Unusual here: EC2')
  expect(asked.some((url) => url.searchParams.get('promote') === 'anomalies')).toBe(true)
})

test.each([
  ['rank', 'Cost by service'],
  ['heat', 'Cost by weekday'],
  ['area', 'Cost so far by service'],
])('drawn as %s the chart has a name and its figures', async (chart, name) => {
  open(`/explore?by=service&chart=${chart}`, answerOf([row('S3', '9'), row('EC2', '3')]))
  const figure = await screen.findByRole('figure', { name })

  const figures = [...figure.querySelectorAll('data')].map((each) => each.getAttribute('value'))
  expect(figures.length).toBeGreaterThan(1)
  expect(within(figure).getAllByRole('table').length).toBe(1)
})

test('in a report currency the change of a row is explained too, and the rates of both periods are told', async () => {
  const conversion = {
    ...{ from: 'EUR', source: 'file', amount: '10', converted: '12', rateLow: '1.2', rateHigh: '1.2' },
    ...{ firstDay: '2026-11-01', lastDay: '2026-11-02' },
  } as const
  const before = { ...conversion, amount: '8', converted: '9', rateLow: '1.125', rateHigh: '1.125' }
  const report = {
    ...{
      currency: 'USD',
      rate: 'day',
      conversions: [conversion],
      apart: [{ currency: 'JPY', total: '900' }],
    },
    previous: { conversions: [before], apart: [] },
  } as const
  const compared = { previousTotal: '60', previous: costs.meta.previous }
  open('/explore?by=service&rep=USD', {
    ...answerOf([{ ...row('S3', '9'), previousCost: '5' }]),
    meta: { ...costs.meta, ...compared, report },
  } as CostsAnswer)

  expect(await screen.findByRole('button', { name: 'Explain the change of S3' })).toBeTruthy()
  expect(screen.getByText(/at 1\.2 USD/)).toBeTruthy()
  expect(screen.getByText(/at 1\.125 USD/).closest('p')?.textContent).toContain('Before:')
  expect(screen.getByText(/¥900 has no rate to USD/)).toBeTruthy()
})

function pathOf(url: URL): string {
  return url.pathname
}
