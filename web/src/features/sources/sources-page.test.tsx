import type { CollectFault, CollectProgress, CollectRun, CollectState } from '@outlay/shared/collect'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { asked, openApp, sources, useApp } from '../../test-app.tsx'

useApp()

const run: CollectRun = {
  id: 'run-1',
  trigger: 'schedule',
  startedAt: '2026-11-23T05:20:00Z',
  endedAt: '2026-11-23T05:21:00Z',
  state: 'ok',
  rows: 120,
  rowsApplied: 75,
  billed: { USD: '75.25' },
  requests: 4,
  freeRequests: 0,
  requestCost: '0.04',
  parts: [
    {
      ...{ part: 'costs', title: 'Costs', kind: 'costs', published: 1, unchanged: 0 },
      ...{ empty: 0, held: 0, failed: 0, rows: 120, fault: null },
    },
  ],
  fault: null,
}
const progress: CollectProgress = {
  id: 'run-2',
  trigger: 'person',
  startedAt: '2026-11-23T12:00:00Z',
  part: 'costs',
  title: 'Costs',
  window: '2026-11',
  stage: 'applying',
  pages: 1,
  rows: 60,
  billed: {},
  windowsDone: 1,
  windowsOf: 2,
  etaSeconds: 4,
  text: null,
}
const payer: CollectState = {
  id: 'payer',
  type: 'aws-cost-explorer',
  title: 'AWS Cost Explorer',
  schedule: '17 5 * * *',
  nextRunAt: null,
  running: null,
  runs: [run],
}
const fault = (patch: Partial<CollectFault>): CollectFault => ({
  kind: 'permission',
  message: 'AWS says no.',
  vendorCode: 'AccessDenied',
  grant: 'ce:GetCostAndUsage',
  help: 'collect-permission',
  ...patch,
})

/** The page on a server whose configured source is as `state` gives it at that moment. */
function openSources(state: () => CollectState, start: () => unknown = () => ({})) {
  openApp('/sources', {
    '/api/v1/sources': () => ({ ...sources, collecting: [state()] }),
    '/api/v1/sources/payer/collect': start,
    '/api/v1/imports': () => ({ data: [] }),
    '/api/v1/restatements': () => ({ data: [] }),
  })
}

const timesAsked = (path: string) => asked.filter(({ pathname }) => pathname === `/api/v1${path}`).length

test('a run that somebody starts is followed to its end, and what it brought is asked for anew', async () => {
  let state = payer
  openSources(
    () => state,
    () => {
      state = { ...payer, running: progress }
      return {}
    },
  )
  await screen.findByText('Nothing has been imported yet')
  const before = timesAsked('/imports')

  fireEvent.click(await screen.findByRole('button', { name: 'Collect now payer' }))

  expect(await screen.findByText('Costs: bringing in 2026-11')).toBeTruthy()
  expect(screen.getByRole('progressbar').getAttribute('value')).toBe('1')
  expect(screen.getByText('Collecting payer: Costs').getAttribute('role')).toBe('status')
  fireEvent.click(screen.getByRole('button', { name: 'Collecting… payer' }))
  expect(timesAsked('/sources/payer/collect')).toBe(1)
  expect(timesAsked('/imports')).toBe(before)

  state = { ...payer, runs: [{ ...run, id: 'run-2' }, run] }

  expect(await screen.findByText('Its last 2 runs')).toBeTruthy()
  await vi.waitFor(() => expect(timesAsked('/imports')).toBe(before + 1))
  expect(screen.getByText('payer: last run ok, 120 rows, $75.25')).toBeTruthy()
})

test('a run that cannot be started says why', async () => {
  const refusal = { status: 409, code: 'CONFLICT', message: 'payer is being collected since 12:00.' }
  openSources(
    () => payer,
    () => refusal,
  )

  fireEvent.click(await screen.findByRole('button', { name: 'Collect now payer' }))

  expect((await screen.findByText(refusal.message)).getAttribute('role')).toBe('alert')
})

test('the history tells what each run brought, asked and cost, and where one was cut off', async () => {
  const cut: CollectRun = {
    ...run,
    id: 'run-0',
    endedAt: null,
    state: 'interrupted',
    rows: 0,
    parts: [],
    rowsApplied: null,
  }
  openSources(() => ({ ...payer, runs: [run, cut] }))

  const table = await screen.findByRole('table', { name: 'Runs of payer, newest first', hidden: true })
  const [, first, second] = within(table).getAllByRole('row', { hidden: true })

  for (const text of ['by schedule, took 60 s', 'ok', '120 rows', '$75.25', '4 paid', '$0.04'])
    expect(first?.textContent).toContain(text)
  const cells = (row: HTMLElement | undefined) =>
    within(row ?? table)
      .getAllByRole('cell', { hidden: true })
      .map(({ textContent }) => textContent)
  expect(cells(first)[2]).toBe('75')
  expect(cells(second)[2]).toBe('not recorded')
  expect(second?.textContent).toContain('The process ended before the run did')
})

test('the last run’s fault and those of its parts name code, grant and chapter', async () => {
  const part = {
    ...{ part: 'advice', title: 'Advice', kind: 'findings', published: 0, unchanged: 0 },
    ...{ empty: 0, held: 0, failed: 1, rows: 0 },
    fault: fault({
      kind: 'not_enabled',
      message: 'It is off.',
      vendorCode: 'OptIn',
      grant: null,
      help: 'collect-not-enabled',
    }),
  }
  openSources(() => ({ ...payer, runs: [{ ...run, state: 'failed', fault: fault({}), parts: [part] }] }))

  const link = await screen.findByRole('link', { name: 'What to do about permission' })

  expect(link.getAttribute('href')).toBe('/operations#collect-permission')
  expect(screen.getByText('AccessDenied').closest('.fault')?.textContent).toContain('ce:GetCostAndUsage')
  const other = screen.getByRole('link', { name: 'What to do about not enabled' })
  expect(other.closest('.fault')?.textContent).toContain('Advice: It is off.')
})

test('sources that cannot be loaded are said to be so once', async () => {
  openApp('/sources', {
    '/api/v1/imports': () => ({ data: [] }),
    '/api/v1/restatements': () => ({ data: [] }),
    '/api/v1/costs/bridge': () => ({ data: [], meta: { currency: 'USD', total: [], start: '', end: '' } }),
  })

  expect((await screen.findByRole('alert')).textContent).toContain('The sources could not be loaded')
})
