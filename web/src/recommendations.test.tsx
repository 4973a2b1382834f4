import type { RecommendationCard } from '@outlay/shared/recommendations'
import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { answerOf, card, evidence } from './features/recommendations/test-cards.ts'
import { meta, openApp, useApp } from './test-app.tsx'

useApp()
afterEach(() => localStorage.clear())

const first = card({ id: 'r-1', title: 'build-1 does nothing' })
const second = card({ id: 'r-2', title: 'old-logs are kept for ever', countedSavings: 10, team: 'maps' })

interface Sent {
  readonly actor: string | null
  readonly body: { readonly ids: readonly string[]; readonly change: Partial<RecommendationCard> }
}

/** The page on a server that keeps what it is told. */
function openList(address: string, cards: readonly RecommendationCard[] = [first, second]) {
  const sent: Sent[] = []
  let kept = cards
  const router = openApp(address, {
    '/api/v1/recommendations': (_url, init) => {
      if (init?.method !== 'PATCH') return answerOf(kept)
      const body = JSON.parse(String(init.body)) as Sent['body']
      sent.push({ actor: new Headers(init.headers).get('x-outlay-actor'), body })
      kept = kept.map((one) => (body.ids.includes(one.id) ? { ...one, ...body.change } : one))
      return { data: kept }
    },
  })
  return { router, sent }
}

test('the headline tells proven from expected, ceiling, avoidance and another currency', async () => {
  openList('/recommendations')

  const headline = await screen.findByRole('region', { name: 'What can be saved a month' })

  expect(within(headline).getByTestId('total').getAttribute('value')).toBe('80')
  for (const text of ['$45.00', '$30.00 – $60.00', '$100.00', '$7.00', /€5.00 proven, €6.00 expected/])
    expect(within(headline).getByText(text)).toBeTruthy()
})

test('a filter is part of the address, and what it hides can be had back', async () => {
  const { router } = openList('/recommendations')
  await screen.findByRole('link', { name: 'build-1 does nothing' })

  fireEvent.change(screen.getByLabelText('Saves at least'), { target: { value: '100' } })
  fireEvent.click(await screen.findByRole('button', { name: 'Remove “Saves at least 100 a month”' }))

  expect(await screen.findByRole('link', { name: 'build-1 does nothing' })).toBeTruthy()
  expect(router.state.location.searchStr).toBe('')
})

test('the first change asks for a name, carries it, and can be undone', async () => {
  const { sent } = openList('/recommendations')
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select build-1 does nothing' }))

  fireEvent.click(screen.getByRole('button', { name: 'Accept' }))
  fireEvent.change(await screen.findByLabelText(/Your name/), { target: { value: 'Zoë' } })
  fireEvent.click(screen.getByRole('button', { name: 'Continue' }))

  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByText('Undone: 1 recommendation accepted')
  expect(sent).toEqual([
    { actor: 'Zo%C3%AB', body: { ids: ['r-1'], change: { status: 'accepted' } } },
    { actor: 'Zo%C3%AB', body: { ids: ['r-1'], change: { status: 'open', reason: null, until: null } } },
  ])
})

test('a dismissal takes a reason, and leaves the list of what is to be done', async () => {
  localStorage.setItem('outlay.name', 'Ada')
  const { sent } = openList('/recommendations')
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select old-logs are kept for ever' }))

  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  fireEvent.click(screen.getByRole('button', { name: 'Too risky' }))

  await vi.waitFor(() => expect(screen.queryByRole('link', { name: /old-logs/ })).toBeNull())
  expect(sent[0]?.body).toEqual({ ids: ['r-2'], change: { status: 'dismissed', reason: 'Too risky' } })
})

test('keys walk, select and accept, and rest while someone types', async () => {
  localStorage.setItem('outlay.name', 'Ada')
  const { sent } = openList('/recommendations')
  await screen.findByRole('link', { name: 'build-1 does nothing' })
  const press = (key: string, on: Element = document.activeElement ?? document.body) =>
    fireEvent.keyDown(on, { key })

  press('x', screen.getByRole('searchbox', { name: 'Find' }))
  press('j')
  press('j')
  expect(document.activeElement?.textContent).toBe('old-logs are kept for ever')
  press('x')
  await screen.findByText(/1 selected/)
  press('o')

  await vi.waitFor(() => expect(sent.map(({ body }) => body.ids)).toEqual([['r-2']]))
})

test('a change that the server refuses says so and changes nothing', async () => {
  localStorage.setItem('outlay.name', 'Ada')
  openApp('/recommendations', {
    '/api/v1/recommendations': (_url, init) =>
      init?.method === 'PATCH'
        ? { status: 400, code: 'INVALID_INPUT', message: 'until: is in the past.' }
        : answerOf([first]),
  })
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select build-1 does nothing' }))

  fireEvent.click(screen.getByRole('button', { name: 'In progress' }))

  expect(await screen.findByText('It was not saved: until: is in the past.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
})

test.each([
  { says: 'No source yet', sources: [], ranAt: null },
  { says: 'The rules have not run yet', sources: meta.sources, ranAt: null },
  { says: 'The rules found nothing to save', sources: meta.sources, ranAt: '2026-11-23T12:00:00Z' },
])('nothing at all is told apart: $says', async ({ says, sources, ranAt }) => {
  const silence = {
    reason: 'no_metrics',
    detail: 'No CPU series for 14 days.',
    provider: 'aws',
    subAccountId: '1',
    candidates: 3,
    cost: '412.5',
    currency: 'USD',
  }
  const lastOutcome = {
    ranAt,
    findings: 0,
    silences: [silence],
    explanation: '',
    milliseconds: 1,
    error: null,
  }
  openApp('/recommendations', {
    '/api/v1/meta': () => ({ ...meta, sources }),
    '/api/v1/recommendations': () => ({ ...answerOf([]), meta: { ranAt, window: null } }),
    '/api/v1/rules': () => ({ data: [{ id: 'RS-01', lastOutcome }] }),
  })

  expect(await screen.findByRole('heading', { level: 1, name: says })).toBeTruthy()
  if (ranAt !== null) expect(await screen.findByText('$412.50')).toBeTruthy()
})

test('one shows factors with sources, what commitments leave, its SQL, the way back and its rivals', async () => {
  const rival = card({ id: 'r-9', title: 'build-1 is too large', countedSavings: 0 })
  const history = [
    { happenedAt: '2026-11-22T10:00:00Z', actor: 'Ada', from: 'open', to: 'accepted', reason: null },
  ]
  openApp('/recommendations/r-1', {
    '/api/v1/recommendations/r-1': () => ({
      data: { ...first, ...evidence, conflictsWith: ['r-9'], oneOffCost: 30, paybackDays: 10, history },
    }),
    '/api/v1/recommendations': () => answerOf([first, rival]),
  })

  const factors = await screen.findByRole('table', { name: 'Factors of the saving' })
  expect(within(factors).getByText('share that ends').closest('tr')?.textContent).toBe(
    'share that ends80.0%90.0%100.0%bill',
  )
  expect(screen.getByText(/\$40.00 of its cost a month is covered by commitments/)).toBeTruthy()
  expect(screen.getByText('paid back in 10 days')).toBeTruthy()
  expect(screen.getByText(/^select 1/).textContent).toBe('select 1\n  from machine')
  expect(screen.queryByRole('tab', { name: 'Terraform' })).toBeNull()
  fireEvent.click(screen.getByRole('tab', { name: 'Rollback' }))
  expect(screen.getByRole('tabpanel').textContent).toContain('Start it.')
  expect(screen.getByRole('link', { name: 'i-1' }).getAttribute('href')).toBe('/resources/i-1')
  expect(await screen.findByRole('link', { name: 'build-1 is too large' })).toBeTruthy()
  expect(screen.getByText('Open → Accepted', { exact: false })).toBeTruthy()
})

test('a snooze may end at a cost instead of on a day', async () => {
  localStorage.setItem('outlay.name', 'Ada')
  const { sent } = openList('/recommendations')
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Select old-logs are kept for ever' }))

  fireEvent.click(screen.getByRole('button', { name: 'Snooze' }))
  const cost = screen.getByLabelText('Until it costs, USD a month')
  fireEvent.change(cost, { target: { value: '250' } })
  fireEvent.submit(cost)

  await vi.waitFor(() =>
    expect(sent[0]?.body).toEqual({ ids: ['r-2'], change: { status: 'snoozed', untilCost: 250 } }),
  )
})

test('what was measured, what is proposed, the maths and the risks stand on its page', async () => {
  const metrics = [
    {
      resource: 'i-1',
      metric: 'cpu_utilization',
      unit: '%',
      days: [
        { day: '2026-11-01', average: 1, maximum: 3 },
        { day: '2026-11-02', average: 2, maximum: 4 },
      ],
      p95: 3.9,
      threshold: { value: 5, label: 'Idle below' },
    },
  ]
  openApp('/recommendations/r-1', {
    '/api/v1/recommendations/r-1': () => ({ data: { ...first, ...evidence, metrics, history: [] } }),
  })

  const chart = await screen.findByRole('figure', { name: 'CPU utilisation' })
  expect(
    within(chart).getByText(/2 days: 1.5 % on average, P95 of the daily peaks 3.9 %. Idle below 5 %./),
  ).toBeTruthy()
  fireEvent.click(within(chart).getByRole('button', { name: 'View as table' }))
  expect(within(chart).getAllByRole('row')).toHaveLength(3)

  const sides = screen.getByRole('table', { name: 'Current and proposed' })
  expect(within(sides).getByText('Gone').closest('tr')?.textContent).toContain('$5.00')
  expect(
    screen.getByText('$100.00 now − $5.00 after = $95.00 a month, of which commitments leave $90.00'),
  ).toBeTruthy()
  expect(screen.getByRole('region', { name: 'Risks' }).textContent).toContain('The way back: Start it.')
})

test('what was applied stands beside what the bill shows', async () => {
  const realised = {
    state: 'verified',
    appliedOn: '2026-10-01',
    monthly: { low: 60, expected: 70, high: 80 },
    countsUntil: '2027-10-01',
    why: null,
  } as const
  openApp('/recommendations/r-1', {
    '/api/v1/recommendations/r-1': () => ({
      data: { ...first, ...evidence, status: 'verified', realised, history: [] },
    }),
  })

  const region = await screen.findByRole('region', { name: 'Claimed and realised' })

  expect(region.textContent).toContain('Claimed$90.00')
  expect(region.textContent).toContain('Realised$70.00')
  expect(within(region).getByText(/^The bill shows the saving. It counts until 1 Oct 2027/)).toBeTruthy()
})

test('an id that is not says so', async () => {
  openApp('/recommendations/r-0', {
    '/api/v1/recommendations/r-0': () => ({ status: 404, code: 'NOT_FOUND', message: 'There is none.' }),
  })

  expect(
    await screen.findByRole('heading', { level: 1, name: 'There is no recommendation r-0' }),
  ).toBeTruthy()
})
