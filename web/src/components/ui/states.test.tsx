import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError } from '../../lib/api.ts'
import { Load } from './states.tsx'

afterEach(cleanup)

function Widget({ load }: { readonly load: () => Promise<string> }) {
  const query = useQuery({ queryKey: ['x'], queryFn: load, retry: false })
  return (
    <Load query={query} what="The chart" skeleton={<i data-testid="skeleton" />}>
      {(text) => <p>{text}</p>}
    </Load>
  )
}

const show = (load: () => Promise<string>) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Widget load={load} />
    </QueryClientProvider>,
  )

test('while it loads, a skeleton marks the region as busy', () => {
  show(() => new Promise(() => {}))

  expect(screen.getByTestId('skeleton').closest('[aria-busy="true"]')).not.toBeNull()
})

test('an error says what failed and how to find it, and Retry asks again', async () => {
  const error = new ApiError({ code: 'INTERNAL', message: 'It broke.', status: 500, requestId: 'req-7' })
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(error).mockResolvedValueOnce('drawn')
  show(load)

  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('The chart could not be loaded')
  expect(alert.textContent).toContain('It broke.')
  expect(screen.getByRole('button', { name: 'Copy request id' })).toBeTruthy()

  fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(await screen.findByText('drawn')).toBeTruthy()
})
