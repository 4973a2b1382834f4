import { expect, test } from 'vitest'
import { providerSlug } from './provider.ts'

test.each([
  ['Amazon Web Services, Inc.', 'aws'],
  ['AWS', 'aws'],
  ['Microsoft', 'azure'],
  ['Google Cloud', 'gcp'],
  ['Oracle', 'oci'],
  ['Snowflake Inc.', 'snowflake-inc'],
  ['  ', 'unknown'],
])('%s is %s', (name, slug) => {
  expect(providerSlug(name)).toBe(slug)
})
