import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { type Fact, factsInMemory } from '../../queries/fact-builder.ts'
import { type BaselineOptions, baseline } from './baseline.ts'

/** The last complete AWS day is the 20th: two days after its end have passed. */
const clock = () => new Date('2026-11-23T12:00:00Z')

/** A fact with a blended cost, which only some sources have. */
interface Cost extends Fact {
  readonly blended?: string
}

async function facts(costs: readonly Cost[]): Promise<DuckDBConnection> {
  const connection = await factsInMemory(costs.map(({ blended: _blended, ...fact }) => fact))
  for (const { blended, service } of costs) {
    if (blended === undefined) continue
    await connection.run(
      'update cost_fact set blended = $blended::decimal(38, 14) where service = $service',
      {
        blended,
        service: service ?? '',
      },
    )
  }
  return connection
}

async function ask(costs: readonly Cost[], options: Partial<BaselineOptions> = {}) {
  const connection = await facts(costs)
  try {
    return await baseline(connection, { clock, ...options })
  } finally {
    connection.closeSync()
  }
}

const day = '2026-11-10'
/** Keeps the source up to date, so that the window ends with the 20th. */
const today: Cost = { day: '2026-11-22', service: 'Amazon Virtual Private Cloud', billed: '1' }

test.each([
  [
    'Cost Explorer',
    [
      'Amazon Elastic Compute Cloud - Compute',
      'EC2 - Other',
      'Amazon SageMaker',
      'Amazon Simple Storage Service',
    ],
  ],
  ['the CUR', ['AmazonEC2', 'AmazonSageMaker', 'AmazonS3']],
  ['FOCUS', ['Amazon Elastic Compute Cloud', 'Amazon SageMaker AI', 'Amazon S3']],
])('knows the services as %s names them', async (_source, services) => {
  const answer = await ask([today, ...services.map((service) => ({ day, service, billed: '200' }))])

  const actions = ['spot', ...(services.length === 4 ? ['spot'] : []), 'autoscaling', 'lifecycle']
  const order = (action: string) => actions.indexOf(action)
  expect(answer.recommendations.map(({ action }) => action).toSorted((a, b) => order(a) - order(b))).toEqual(
    actions,
  )
  expect(answer.expensive_services).toHaveLength(services.length)
  expect(answer.total_potential_savings).toBe(services.length === 4 ? '190' : '130')
})

test('takes a fixed share of the cost, to the last digit', async () => {
  const answer = await ask([
    today,
    { day, service: 'AmazonEC2', billed: '1000.0000000001' },
    { day, service: 'AmazonSageMaker', billed: '500' },
    { day, service: 'AmazonS3', billed: '300' },
    { day, service: 'AmazonRDS', billed: '900' },
  ])

  expect(answer).toEqual({
    expensive_services: [
      { provider: 'aws', service: 'AmazonEC2', cost: '1000.0000000001' },
      { provider: 'aws', service: 'AmazonRDS', cost: '900' },
      { provider: 'aws', service: 'AmazonSageMaker', cost: '500' },
      { provider: 'aws', service: 'AmazonS3', cost: '300' },
    ],
    recommendations: [
      {
        provider: 'aws',
        service: 'AmazonEC2',
        action: 'spot',
        title: 'Run EC2 instances on spot capacity',
        cost: '1000.0000000001',
        savings_rate: '0.3',
        potential_savings: '300.00000000003',
      },
      {
        provider: 'aws',
        service: 'AmazonSageMaker',
        action: 'autoscaling',
        title: 'Scale SageMaker endpoints with their load',
        cost: '500',
        savings_rate: '0.2',
        potential_savings: '100',
      },
      {
        provider: 'aws',
        service: 'AmazonS3',
        action: 'lifecycle',
        title: 'Move cold S3 objects with lifecycle rules',
        cost: '300',
        savings_rate: '0.15',
        potential_savings: '45',
      },
    ],
    total_potential_savings: '445.00000000003',
    currency: 'USD',
    other_currencies: [],
    window: { start: '2026-10-22', end: '2026-11-21', days: 30 },
    metric: 'billed',
    threshold: 100,
  })
})

test.each([
  ['100', 0],
  ['100.00000000000001', 1],
])('a service of %s gives %i services above 100', async (billed, count) => {
  const answer = await ask([today, { day, service: 'AmazonEC2', billed }])

  expect(answer.expensive_services).toHaveLength(count)
})

test.each([
  ['2026-10-21', 0],
  ['2026-10-22', 1],
  ['2026-11-20', 1],
  ['2026-11-21', 0],
])('a cost on %s counts %i times in the last 30 complete days', async (costDay, count) => {
  const answer = await ask([today, { day: costDay, service: 'AmazonEC2', billed: '500' }])

  expect(answer.recommendations).toHaveLength(count)
})

test('days and threshold can be asked for', async () => {
  const answer = await ask([today, { day: '2026-11-14', service: 'AmazonEC2', billed: '50' }], {
    days: 7,
    threshold: 40,
  })

  expect(answer.window).toEqual({ start: '2026-11-14', end: '2026-11-21', days: 7 })
  expect(answer.recommendations).toHaveLength(1)
})

test('sums blended cost where the source has it, billed cost elsewhere', async () => {
  const answer = await ask([
    today,
    { day, service: 'AmazonEC2', billed: '1', blended: '200' },
    { day, service: 'AmazonS3', billed: '300' },
  ])

  expect(answer.expensive_services.map(({ cost }) => cost)).toEqual(['300', '200'])
  expect(answer.metric).toBe('blended, billed where it is unknown')
})

test('sums another metric when asked to', async () => {
  const answer = await ask(
    [today, { day, service: 'AmazonEC2', billed: '1', effective: '200', blended: '3' }],
    {
      metric: 'effective',
    },
  )

  expect(answer.expensive_services).toEqual([{ provider: 'aws', service: 'AmazonEC2', cost: '200' }])
  expect(answer.metric).toBe('effective')
})

test('never adds two currencies and names the ones that it leaves out', async () => {
  const answer = await ask([
    today,
    { day, service: 'AmazonEC2', billed: '150', currency: 'EUR' },
    { day, service: 'AmazonEC2', billed: '200', currency: 'USD' },
  ])

  expect(answer.currency).toBe('USD')
  expect(answer.total_potential_savings).toBe('60')
  expect(answer.other_currencies).toEqual([{ currency: 'EUR', cost: '150' }])
})

test('without facts there is nothing to say', async () => {
  expect(await ask([])).toMatchObject({ expensive_services: [], total_potential_savings: '0', window: null })
})
