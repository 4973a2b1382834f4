import { expect, test } from 'vitest'
import { consoleLink } from './console-link.ts'

const place = { provider: 'aws', region: 'eu-west-1', service: null, subAccount: 'tb-prod' }

test.each([
  [
    { id: 'i-0ab648ef5cc7426f5' },
    'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0ab648ef5cc7426f5',
  ],
  [
    { id: 'arn:aws:rds:us-east-1:1:db:shop' },
    'https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3Ards%3Aus-east-1%3A1%3Adb%3Ashop',
  ],
  [
    { id: 'tb-logs', service: 'Amazon Simple Storage Service' },
    'https://s3.console.aws.amazon.com/s3/buckets/tb-logs',
  ],
  [
    { id: '/subscriptions/9b/resourcegroups/rg/providers/microsoft.sql/servers/a b', provider: 'azure' },
    'https://portal.azure.com/#resource/subscriptions/9b/resourcegroups/rg/providers/microsoft.sql/servers/a%20b',
  ],
  [
    { id: '//compute.googleapis.com/projects/p/zones/z-1/instances/vm', provider: 'gcp' },
    'https://console.cloud.google.com/compute/instancesDetail/zones/z-1/instances/vm?project=p',
  ],
  [
    { id: '//tpu.googleapis.com/projects/p/locations/z/nodes/n', provider: 'gcp' },
    'https://console.cloud.google.com/home/dashboard?project=p',
  ],
])('%o is found at %s', (given, href) => {
  expect(consoleLink({ ...place, ...given })?.href).toBe(href)
})

test.each([
  { id: 'javascript:alert(1)' },
  { id: 'i-0ab', region: 'evil.example/' },
  { id: 'i-0ab', region: null },
  { id: 'x', provider: 'azure' },
  { id: 'x', provider: 'oci' },
  { id: '__proto__', provider: '__proto__' },
])('%o has no place in a console', (given) => {
  expect(consoleLink({ ...place, ...given })).toBeNull()
})
