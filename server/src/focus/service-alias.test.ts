import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { type AwsService, matchesService, matchesServiceSql, SERVICE_PATTERNS } from './service-alias.ts'

const cases: readonly [string, AwsService | null][] = [
  ['Amazon Elastic Compute Cloud - Compute', 'ec2'],
  ['EC2 - Other', 'ec2'],
  ['EC2-Instances', 'ec2'],
  ['AmazonEC2', 'ec2'],
  ['Amazon EC2', 'ec2'],
  ['amazon elastic compute cloud', 'ec2'],
  ['Amazon SageMaker', 'sagemaker'],
  ['AmazonSageMaker', 'sagemaker'],
  ['Amazon SageMaker AI', 'sagemaker'],
  [' Amazon Simple Storage Service ', 's3'],
  ['AmazonS3', 's3'],
  ['Amazon S3', 's3'],
  ['Amazon Simple Storage Service Glacier', null],
  ['AmazonGlacier', null],
  ['Amazon EC2 Container Registry (ECR)', null],
  ['Amazon Elastic Container Service', null],
  ['Amazon Elastic Compute Cloud NAT Gateway', null],
  ['Compute Engine', null],
  ['', null],
]

test.each(cases)('%s is %s', async (name, expected) => {
  const services = Object.keys(SERVICE_PATTERNS) as AwsService[]

  expect(services.find((service) => matchesService(name, service)) ?? null).toBe(expected)
  expect(await firstInSql(name, services)).toBe(expected)
})

async function firstInSql(name: string, services: readonly AwsService[]): Promise<string | null> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    for (const service of services) {
      const sql = `select ${matchesServiceSql('$name', '$pattern')} as hit`
      const reader = await connection.runAndReadAll(sql, { name, pattern: SERVICE_PATTERNS[service] })
      if (reader.getRows()[0]?.[0] === true) return service
    }
    return null
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
