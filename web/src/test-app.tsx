import type { CostsAnswer, MetaAnswer } from '@outlay/shared/api'
import type { SourcesAnswer } from '@outlay/shared/collect'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { cleanup, configure, render } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'
import { createQueryClient } from './lib/queries.ts'
import { resetServerState } from './lib/server-state.ts'
import { createAppRouter } from './router.tsx'

export const meta: MetaAnswer = {
  version: '0.1.0',
  demo: false,
  dataVersion: '1',
  currencies: ['USD'],
  dataFrom: '2026-09-01',
  dataThrough: '2026-11-21',
  partialFrom: '2026-11-22',
  promotedTags: ['env'],
  tagKeys: ['env'],
  teams: [],
  sources: [
    {
      id: 'aws-main',
      provider: 'aws',
      billingAccount: '1',
      billingAccountName: null,
      grain: 'resource',
      state: 'ok',
      dataFrom: '2026-09-01',
      dataThrough: '2026-11-21',
      lastImportAt: null,
      rows: 10,
      message: null,
    },
  ],
  today: '2026-11-23',
}
/** The same sources without days of their own, none of them collected. */
export const sources: SourcesAnswer = {
  data: meta.sources.map((source) => ({ ...source, strip: [], partialMonths: [] })),
  collecting: [],
}
export const costs: CostsAnswer = {
  data: [
    { period: '2026-11-01', group: ['aws'], cost: '60.5', previousCost: '50' },
    { period: '2026-11-01', group: [null], cost: '12.25', previousCost: '10' },
    { period: '2026-11-01', group: [null], cost: '7.25', previousCost: '0', other: true },
  ],
  meta: {
    basis: { metric: 'effective', charges: 'cost' },
    total: '80',
    previousTotal: '60',
    previous: { start: '2026-10-01', end: '2026-10-22', align: 'date' },
    currency: 'USD',
    currencies: [{ currency: 'USD', total: '80' }],
    dataThrough: '2026-11-21',
    partialFrom: '2026-11-22',
    groups: 12,
    other: { members: 10, cost: '7.25' },
    start: '2026-11-01',
    end: '2026-11-22',
    warnings: [],
  },
}

/** What each path answers: a body, or a `Refusal`, or nothing at all where the function throws. */
type Answers = Record<string, (url: URL, init?: RequestInit) => unknown>

/** An answer that is an error. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** Every question that the app asked since the test began. */
export const asked: URL[] = []

/** Readies a test file for `openApp`. */
export function useApp(): void {
  // A busy machine needs longer than a second for the first lazy page.
  configure({ asyncUtilTimeout: 10_000 })
  vi.setConfig({ testTimeout: 30_000 })
  beforeEach(() => {
    asked.length = 0
    resetServerState()
    vi.stubGlobal('scrollTo', () => {})
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })
}

/** The app at an address, on answers by path; a path without one answers 500. */
export function openApp(address: string, answers: Answers) {
  const known: Answers = {
    '/api/v1/meta': () => meta,
    '/api/v1/dimensions/service/values': () => ({ data: [] }),
    '/api/v1/invoices': () => ({ sentence: '', data: [], meta: {} }),
    ...answers,
  }
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    const url = new URL(path, 'http://outlay.test')
    asked.push(url)
    const answer = known[url.pathname]?.(url, init) ?? { status: 500, code: 'INTERNAL', message: 'It broke.' }
    return isRefusal(answer)
      ? new Response(JSON.stringify({ error: { ...answer, requestId: 'r-1' } }), { status: answer.status })
      : new Response(JSON.stringify(answer))
  })
  const client = createQueryClient({ retryDelay: 1 })
  const router = createAppRouter(client, createMemoryHistory({ initialEntries: [address] }))
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  return router
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'status' in answer
}
