import { monthStart } from '@outlay/shared/period'
import type { CloudOptions, RunningCloud } from '../shared/cloud.ts'
import type { Company } from '../shared/company-types.ts'
import { worldOf } from './company-world.ts'
import { deliverExport, EXPORT_NAME } from './focus-export.ts'
import { S3_KEYS, startFakeS3 } from './s3.ts'
import { startFakeAws } from './server.ts'

/** AWS with the company behind it: Cost Explorer for all months, a FOCUS export since `exportFrom`. */
export async function startAwsCloud(
  company: Company,
  _options?: CloudOptions,
  exportFrom = monthStart(company.today, -1),
): Promise<RunningCloud> {
  const bill = company.bills.aws
  const aws = await startFakeAws(worldOf(company))
  const s3 = await startFakeS3()
  await deliverExport(s3, bill, exportFrom)
  const account = bill.accounts[0]?.id ?? bill.billingAccount
  const region = 'eu-west-1'
  return {
    provider: 'aws',
    sources: [
      {
        id: 'aws-export',
        type: 'aws-data-export',
        bucket: s3.bucket,
        prefix: 'exports',
        exportName: EXPORT_NAME,
        region: 'us-east-1',
        endpoint: s3.url,
      },
      {
        id: 'aws-payer',
        type: 'aws-cost-explorer',
        billingAccount: bill.billingAccount,
        billingAccountName: bill.billingAccountName,
        tagKeys: ['team'],
        endpoint: aws.url,
      },
      { id: 'aws-organization', type: 'aws-organizations', endpoint: aws.url },
      {
        id: 'aws-resources',
        type: 'aws-utilization',
        accountId: account,
        regions: [region],
        days: 2,
        endpoint: aws.url,
      },
    ],
    env: S3_KEYS,
    requests: () => aws.calls.length + s3.requests.length,
    async close() {
      await Promise.all([aws.close(), s3.close()])
    },
  }
}
