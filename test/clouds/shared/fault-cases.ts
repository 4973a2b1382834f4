import type { Fault as AwsFault } from '../aws/faults.ts'
import type { S3Fault } from '../aws/s3.ts'
import type { BlobFault } from '../azure/blob-proxy.ts'
import { type AzureFault, THROTTLES } from '../azure/faults.ts'
import type { Fault as GcpFault } from '../gcp/faults.ts'
import type { Company } from './company-types.ts'
import { type Replaced, startBlob, startS3 } from './fault-stores.ts'
import { startAws, startAzure, startGcp, type Target } from './fault-targets.ts'

export interface FaultCase {
  readonly cloud: string
  readonly name: string
  start(company: Company): Promise<Target>
}

const AWS: readonly (readonly [string, AwsFault])[] = [
  ['throttled', 'limit-exceeded'],
  ['429 with Retry-After in seconds', { tooManyRequests: { retryAfterSeconds: 2 } }],
  ['429 without Retry-After', { tooManyRequests: { retryAfterSeconds: null } }],
  ['429 that asks for an hour', { tooManyRequests: { retryAfterSeconds: 3600 } }],
  ['internal error', 'internal'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['access denied', 'access-denied'],
  ['not switched on', 'not-enabled'],
  ['unknown key', 'unknown-key'],
  ['session expired', 'expired-token'],
  ['validation', 'validation'],
  ['page token unknown', 'invalid-next-token'],
  ['question changed between pages', 'request-changed'],
  ['page token that never changes', 'looping-token'],
  ['every row twice', 'repeated-groups'],
  ['rows backwards', 'reordered'],
  ['amount as a number', 'number-amount'],
]

const GCP: readonly (readonly [string, GcpFault])[] = [
  ['rate limit', 'rate-limit-exceeded'],
  ['quota', 'quota-exceeded'],
  ['429 with Retry-After', { retry: { status: 429, headers: { 'retry-after': '2' } } }],
  ['503 with Retry-After', { retry: { status: 503, headers: { 'retry-after': '2' } } }],
  ['internal error', 'internal'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['answer lost', 'lost-answer'],
  ['permission denied', 'permission-denied'],
  ['API switched off', 'service-disabled'],
  ['token expired', 'expired-token'],
  ['table not there', 'not-found'],
]

const AZURE: readonly (readonly [string, AzureFault])[] = [
  ...Object.entries(THROTTLES).map(
    ([form, throttled]) => [`429, wait told by ${form}`, { throttled }] as const,
  ),
  ['429 without a wait', { throttled: {} }],
  [
    '429 that asks for an hour',
    { throttled: { 'x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after': '3600' } },
  ],
  ['internal error', 'server-error'],
  ['503', 'unavailable'],
  ['a page of HTML', 'html'],
  ['answer cut off', 'truncated'],
  ['connection broken', 'hang-up'],
  ['an answer without content', 'no-content'],
  ['an empty object', 'empty-object'],
  ['401 that means RBAC', 'rbac-401'],
  ['403', 'forbidden'],
  ['token expired', 'expired-token'],
  ['token invalid', 'invalid-token'],
  ['page link that comes again', 'looping-link'],
  ['page link to another host', 'foreign-link'],
  ['every row twice', 'repeated-rows'],
  ['rows and columns backwards', 'reordered'],
  ['rows of another month', 'foreign-rows'],
  ['amount that is no number', 'text-cost'],
]

const S3: readonly (readonly [string, S3Fault | Replaced])[] = [
  ['file cut off in the middle', 'drop-mid-body'],
  ['connection reset in the middle', 'reset'],
  ['file shorter than announced', 'truncated'],
  ['503 SlowDown', 'slow-down'],
  ['internal error', 'internal'],
  ['session expired', 'expired-token'],
  ['access denied', 'access-denied'],
  ['file replaced between list and read', 'replaced'],
]

const BLOB: readonly (readonly [string, BlobFault | Replaced])[] = [
  ['file cut off in the middle', 'hang-up'],
  ['connection reset in the middle', 'reset'],
  ['file shorter than announced', 'truncated'],
  ['503 ServerBusy', 'unavailable'],
  ['file replaced between list and read', 'replaced'],
]

export const faultCases: readonly FaultCase[] = [
  ...AWS.map(([name, fault]) => ({
    cloud: 'AWS Cost Explorer',
    name,
    start: (company: Company) => startAws(company, fault),
  })),
  ...GCP.map(([name, fault]) => ({
    cloud: 'BigQuery',
    name,
    start: (company: Company) => startGcp(company, fault),
  })),
  ...AZURE.map(([name, fault]) => ({
    cloud: 'Azure Cost Management',
    name,
    start: (company: Company) => startAzure(company, fault),
  })),
  ...S3.map(([name, fault]) => ({
    cloud: 'AWS Data Exports',
    name,
    start: (company: Company) => startS3(company, fault),
  })),
  ...BLOB.map(([name, fault]) => ({
    cloud: 'Azure exports',
    name,
    start: (company: Company) => startBlob(company, fault),
  })),
]
