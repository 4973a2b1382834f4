import type { Anomaly } from '@outlay/shared/detect'
import { expect, test } from 'vitest'
import { parseFilters } from '../../queries/filters.ts'
import { liesIn } from './in-scope.ts'

const anomaly = {
  ...{ provider: 'aws', billingAccountId: 'payer', subAccountId: 'prod', service: 'Amazon S3' },
  usageType: null,
} as Anomaly

test.each<[string, readonly string[], boolean]>([
  ['without filters', [], true],
  ['of its own service', ['service:is:Amazon S3'], true],
  ['of one of two services', ['service:is:Amazon EC2', 'service:is:Amazon S3'], true],
  ['of another service', ['service:is:Amazon EC2'], false],
  ['of all but its service', ['service:not:Amazon S3'], false],
  ['of all but another', ['service:not:Amazon EC2'], true],
  ['of a part of its name', ['service:contains:s3'], true],
  ['of its service in another cloud', ['service:is:Amazon S3', 'provider:is:gcp'], false],
  ['of a usage type, of which it may span more', ['usageType:is:Requests'], false],
  ['of a tag, of which it says nothing', ['tag:env:is:prod'], false],
])('an anomaly lies in a report %s: %j', (_name, filters, lies) => {
  expect(liesIn(anomaly, parseFilters(filters))).toBe(lies)
})
