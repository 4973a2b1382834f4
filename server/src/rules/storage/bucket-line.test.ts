import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { fillTestBill, type TestLine } from '../test-kit.ts'
import { BUCKET_LINE } from './bucket-line.ts'

type Case = readonly [words: Partial<TestLine>, part: string | null, storageClass: string | null]

const S3 = { provider: 'aws', service: 'Amazon Simple Storage Service' } as const
const BLOB = { provider: 'azure', service: 'Storage Accounts' } as const
const GCS = { provider: 'gcp', service: 'Cloud Storage' } as const

const SPELLINGS: readonly Case[] = [
  [{ ...S3, usageType: 'TimedStorage-ByteHrs' }, 'storage', 'Standard'],
  [{ ...S3, usageType: 'EU-TimedStorage-ByteHrs' }, 'storage', 'Standard'],
  [{ ...S3, description: '$0.023 per GB - first 50 TB / month of storage used' }, 'storage', 'Standard'],
  [
    { ...S3, description: '$0.0125 per GB / month of storage used in Standard-Infrequent Access' },
    'storage',
    'Standard-IA',
  ],
  [{ ...S3, usageType: 'USE2-TimedStorage-SIA-ByteHrs' }, 'storage', 'Standard-IA'],
  [{ ...S3, usageType: 'TimedStorage-SIA-SmObjects' }, 'padding', 'Standard-IA'],
  [{ ...S3, usageType: 'TimedStorage-ZIA-ByteHrs' }, 'storage', 'One Zone-IA'],
  [{ ...S3, usageType: 'TimedStorage-GIR-ByteHrs' }, 'storage', 'Glacier Instant'],
  [{ ...S3, usageType: 'TimedStorage-INT-FA-ByteHrs' }, 'storage', 'Intelligent-Tiering FA'],
  [{ ...S3, usageType: 'TimedStorage-INT-IA-ByteHrs' }, 'storage', 'Intelligent-Tiering IA'],
  [{ ...S3, usageType: 'TimedStorage-INT-AIA-ByteHrs' }, 'storage', 'Intelligent-Tiering AIA'],
  [{ ...S3, usageType: 'Monitoring-Automation-INT' }, 'monitoring', 'Intelligent-Tiering FA'],
  [{ ...S3, usageType: 'TimedStorage-GlacierByteHrs' }, 'storage', 'Glacier Flexible'],
  [{ ...S3, usageType: 'TimedStorage-GlacierStaging' }, 'staging', 'Glacier Flexible'],
  [{ ...S3, usageType: 'TimedStorage-GDA-ByteHrs' }, 'storage', 'Deep Archive'],
  [{ ...S3, usageType: 'EarlyDelete-SIA' }, 'early_delete', 'Standard-IA'],
  [{ ...S3, usageType: 'EarlyDelete-ByteHrs' }, 'early_delete', 'Glacier Flexible'],
  [{ ...S3, usageType: 'Retrieval-SIA' }, 'retrieval', 'Standard-IA'],
  [{ ...S3, usageType: 'Retrieval-SIA-GIR' }, 'retrieval', 'Glacier Instant'],
  [{ ...S3, usageType: 'Requests-Tier1' }, 'put', 'Standard'],
  [{ ...S3, usageType: 'Requests-Tier2' }, 'get', 'Standard'],
  [{ ...S3, usageType: 'Requests-SIA-Tier2' }, 'get', 'Standard-IA'],
  [{ ...S3, usageType: 'Requests-Tier4', operation: 'S3-SIATransition' }, 'transition', 'Standard'],
  [{ ...S3, description: '$0.004 per 10,000 GET and all other requests' }, 'get', 'Standard'],
  [{ ...S3, usageType: 'DataTransfer-Out-Bytes' }, null, null],
  [{ provider: 'aws', service: 'AmazonCloudWatch', usageType: 'TimedStorage-ByteHrs' }, null, null],
  [{ ...BLOB, meter: 'Hot LRS Data Stored' }, 'storage', 'Hot'],
  [{ ...BLOB, meter: 'Cool RA-GRS Data Stored' }, 'storage', 'Cool'],
  [{ ...BLOB, meter: 'Cold LRS Data Stored' }, 'storage', 'Cold'],
  [{ ...BLOB, meter: 'Archive GRS Data Stored' }, 'storage', 'Archive'],
  [
    {
      provider: 'azure',
      service: 'Azure Blob Storage',
      meter: 'Storage',
      description: 'Hot LRS data stored',
    },
    'storage',
    'Hot',
  ],
  [{ ...BLOB, meter: 'Hot Read Operations' }, 'get', 'Hot'],
  [{ ...BLOB, meter: 'Hot LRS Write Operations' }, 'put', 'Hot'],
  [{ ...BLOB, meter: 'Cool Data Retrieval' }, 'retrieval', 'Cool'],
  [{ ...BLOB, meter: 'Cool LRS Early Delete' }, 'early_delete', 'Cool'],
  [{ ...BLOB, meter: 'All Other Operations' }, 'request', 'Hot'],
  [{ ...BLOB, meter: 'LRS Data Stored', description: 'Files v2 - LRS Data Stored' }, null, null],
  [{ provider: 'azure', service: 'Azure Disks', meter: 'P30 LRS Disk' }, null, null],
  [{ ...GCS, meter: 'Standard Storage US Regional' }, 'storage', 'Standard'],
  [{ ...GCS, meter: 'Nearline Storage Iowa' }, 'storage', 'Nearline'],
  [{ ...GCS, meter: 'Coldline Storage US Multi-region' }, 'storage', 'Coldline'],
  [{ ...GCS, meter: 'Archive Storage Belgium' }, 'storage', 'Archive'],
  [{ ...GCS, meter: 'Nearline Storage Iowa (Early Delete)' }, 'early_delete', 'Nearline'],
  [{ ...GCS, meter: 'Coldline Data Retrieval' }, 'retrieval', 'Coldline'],
  [{ ...GCS, meter: 'Regional Standard Class A Operations' }, 'put', 'Standard'],
  [{ ...GCS, meter: 'Regional Nearline Class B Operations' }, 'get', 'Nearline'],
  [{ ...GCS, meter: 'Download Worldwide Destinations (excluding Asia & Australia)' }, null, null],
]

test('lines of the three clouds are known by their own spellings', async () => {
  const lines = SPELLINGS.map(([words], index) => ({ ...words, resource: `bucket-${index}`, cost: '1' }))
  const known = await bucketLines(lines)

  const found = SPELLINGS.map((_, index) => known.get(`bucket-${index}`))
  expect(found.map((line) => [line?.part ?? null, line?.storageClass ?? null])).toEqual(
    SPELLINGS.map(([, part, storageClass]) => [part, storageClass]),
  )
})

test('space counts in GB-months, whatever unit the bill has', async () => {
  const space = { cost: '1', from: 0 }
  const known = await bucketLines([
    { ...S3, ...space, resource: 'a', usageType: 'TimedStorage-ByteHrs', unit: 'GB-Mo', quantity: 10 },
    { ...S3, ...space, resource: 'b', usageType: 'TimedStorage-ByteHrs', unit: 'GB-Hours', quantity: 7300 },
    { ...GCS, ...space, resource: 'c', meter: 'Standard Storage Iowa', unit: 'gibibyte month', quantity: 10 },
  ])
  expect([...known.values()].map(({ gb }) => gb)).toEqual([10, 10, 10])
})

async function bucketLines(lines: readonly TestLine[]) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await fillTestBill(connection, { lines })
    const reader = await connection.runAndReadAll(
      `with ${BUCKET_LINE} select resource, part, class, gb from bucket_line order by resource`,
    )
    return new Map(
      reader
        .getRows()
        .map(([resource, part, storageClass, gb]) => [String(resource), { part, storageClass, gb }]),
    )
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
