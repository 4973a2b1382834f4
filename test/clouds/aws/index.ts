import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monthStart } from '@outlay/shared/period'
import type { CloudOptions, RunningCloud, SourceEntry } from '../shared/cloud.ts'
import type { Company, CompanyBill } from '../shared/company-types.ts'
import { roleOf, worldOf } from './company-world.ts'
import { deliverExport, EXPORT_NAME } from './focus-export.ts'
import { S3_KEYS, startFakeS3 } from './s3.ts'
import { startFakeAws } from './server.ts'

/** AWS with the company behind it: Cost Explorer for all months, a FOCUS export since `exportFrom`. */
export async function startAwsCloud(
  company: Company,
  options?: CloudOptions,
  exportFrom = monthStart(company.today, -1),
): Promise<RunningCloud> {
  const bill = company.bills.aws
  const aws = await startFakeAws(worldOf(company))
  const s3 = await startFakeS3()
  await deliverExport(s3, bill, exportFrom)
  const profiles = options === undefined ? null : writeProfiles(options.folder, bill)
  return {
    provider: 'aws',
    sources: [
      exportSource(s3.bucket, s3.url),
      ...askedSources(bill, aws.url, profiles === null ? [] : others(bill)),
    ],
    env: {
      ...S3_KEYS,
      ...(profiles === null ? {} : { AWS_CONFIG_FILE: profiles, AWS_ENDPOINT_URL_STS: aws.url }),
    },
    requests: () => aws.calls.length + s3.requests.length,
    async close() {
      await Promise.all([aws.close(), s3.close()])
    },
  }
}

function exportSource(bucket: string, endpoint: string): SourceEntry {
  const place = { bucket, prefix: 'exports', exportName: EXPORT_NAME, region: 'us-east-1' }
  return { id: 'aws-export', type: 'aws-data-export', ...place, endpoint }
}

function askedSources(
  { billingAccount, billingAccountName, accounts: [first] }: CompanyBill,
  endpoint: string,
  accounts: readonly object[],
): SourceEntry[] {
  const payer = { billingAccount, billingAccountName, tagKeys: ['team'] }
  const own = { accountId: first?.id ?? billingAccount, regions: ['eu-west-1'], days: 2, accounts }
  return [
    { id: 'aws-payer', type: 'aws-cost-explorer', ...payer, endpoint },
    { id: 'aws-organization', type: 'aws-organizations', endpoint },
    { id: 'aws-resources', type: 'aws-utilization', ...own, endpoint },
  ]
}

/** Accounts that are reached by a role. */
function others({ accounts }: CompanyBill): { accountId: string; profile: string }[] {
  return accounts.slice(1).map(({ id }) => ({ accountId: id, profile: `account-${id}` }))
}

/** The AWS configuration file that goes into those roles. */
function writeProfiles(folder: string, bill: CompanyBill): string {
  const path = join(folder, 'aws-config')
  const texts = others(bill).map(
    ({ accountId, profile }) =>
      `[profile ${profile}]\nregion = eu-west-1\nrole_arn = ${roleOf(accountId)}\ncredential_source = Environment\n`,
  )
  writeFileSync(path, texts.join('\n'))
  return path
}
