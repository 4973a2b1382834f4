import { expect, test } from 'vitest'
import { drillInto, exclude } from './drill.ts'
import { formatFilter } from './filters.ts'
import { DEFAULT_VIEW } from './view.ts'

test('drilling walks from provider through service and account to the resource', () => {
  const services = drillInto(DEFAULT_VIEW, 'provider', 'aws')
  const accounts = drillInto(services, 'service', 'AmazonS3')
  const resources = drillInto(accounts, 'subAccount', '123')

  expect([services.by, accounts.by, resources.by]).toEqual(['service', 'subAccount', 'resource'])
  expect(resources.filters.map(formatFilter)).toEqual([
    'provider:is:aws',
    'service:is:AmazonS3',
    'subAccount:is:123',
  ])
})

test('a dimension outside the chain leads to the first that is not fixed yet', () => {
  const view = drillInto({ ...DEFAULT_VIEW, by: 'region' }, 'region', 'eu-west-1')

  expect(view.by).toBe('provider')
  expect(drillInto({ ...view, by: 'tag:env' }, 'tag:env', null).filters.map(formatFilter)).toEqual([
    'region:is:eu-west-1',
    'tag:env:absent',
  ])
})

test('excluding adds a filter and keeps the grouping', () => {
  const view = exclude({ ...DEFAULT_VIEW, by: 'service' }, 'service', 'Tax')

  expect(view.by).toBe('service')
  expect(view.filters.map(formatFilter)).toEqual(['service:not:Tax'])
})
