import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { addAmounts } from '../../lib/amounts.ts'
import { Chart } from './chart.tsx'
import type { ChartModel } from './chart-model.ts'
import { moveActive } from './use-chart-keys.ts'

const model: ChartModel = {
  granularity: 'daily',
  periods: ['2026-11-01', '2026-11-02', '2026-11-03'],
  series: [
    { key: 'aws', label: 'AWS', slot: 2, amounts: ['30.1', '10', '5'], total: '45.1' },
    { key: 'gcp', label: 'Google Cloud', slot: 3, amounts: ['20.2', null, '-1'], total: '19.2' },
  ],
  totals: ['50.3', '10', '4'],
  wholeIndex: 0,
  partialIndex: 2,
}
const props = {
  title: 'Daily cost by provider',
  unit: 'Effective, USD a day',
  model,
  currency: 'USD',
  kind: 'bar',
  asTable: false,
  onAsTable: () => {},
} as const

afterEach(cleanup)

test('a chart has a name, a sentence and a table of the same figures', () => {
  render(<Chart {...props} />)

  const figure = screen.getByRole('figure', { name: 'Daily cost by provider' })
  const cells = [
    ...within(figure).getByRole('table', { name: 'Daily cost by provider' }).querySelectorAll('tbody data'),
  ]

  expect(figure.getAttribute('aria-describedby')).toBeTruthy()
  expect(figure.textContent).toContain('Lowest $10.00 on 2 Nov, highest $50.30 on 1 Nov')
  expect(figure.textContent).toContain('still in progress')
  const values = cells.map((cell) => cell.getAttribute('value') ?? '')
  expect(addAmounts(values)).toBe(addAmounts([...model.totals.map((total) => total ?? '0'), '45.1', '19.2']))
})

test('it is one tab stop, whose arrows speak the period', () => {
  render(<Chart {...props} />)
  const plot = screen.getByRole('application')

  fireEvent.keyDown(plot, { key: 'Home' })
  expect(plot.textContent).toContain('Sun 1 Nov')
  fireEvent.keyDown(plot, { key: 'ArrowRight' })
  fireEvent.keyDown(plot, { key: 'ArrowRight' })

  const spoken = within(plot).getByRole('status')
  expect(spoken.textContent).toContain('Tue 3 Nov · in progress')
  expect(spoken.textContent).toContain('−$1.00')
  expect(plot.querySelectorAll('[tabindex]')).toHaveLength(0)
})

test('Enter opens the period that the keys stand on', () => {
  const onPickPeriod = vi.fn()
  render(<Chart {...props} onPickPeriod={onPickPeriod} />)
  const plot = screen.getByRole('application')

  fireEvent.keyDown(plot, { key: 'Enter' })
  fireEvent.keyDown(plot, { key: 'End' })
  fireEvent.keyDown(plot, { key: 'Enter' })

  expect(onPickPeriod.mock.calls).toEqual([[2]])
})

test('a click in the legend shows one series alone, another shows all', () => {
  render(<Chart {...props} />)
  const google = screen.getByRole('button', { name: /Google Cloud/ })
  const drawn = () => document.querySelectorAll('g.series').length

  fireEvent.click(google)
  expect([drawn(), google.getAttribute('aria-pressed')]).toEqual([1, 'true'])
  fireEvent.click(google)
  expect([drawn(), google.getAttribute('aria-pressed')]).toEqual([2, 'false'])
})

test.each([
  { key: 'ArrowLeft', from: null, to: 9 },
  { key: 'ArrowLeft', from: 0, to: 0 },
  { key: 'PageDown', from: 1, to: 8 },
  { key: 'PageUp', from: 3, to: 0 },
  { key: 'End', from: 2, to: 9 },
  { key: 'Tab', from: 2, to: null },
  { key: 'constructor', from: 2, to: null },
])('$key from $from leads to $to', ({ key, from, to }) => {
  expect(moveActive(from, key, 10)).toBe(to)
})
