import { addSeries, type Fleet, type SeriesSpec } from './fleet.ts'

/** Series without usage of their own: what the rules in sql/fees.ts hang their lines on. */
export function addFees(fleet: Fleet): void {
  const fee = (
    account: string,
    service: string,
    meter: string,
    price: string,
    more: Partial<SeriesSpec> = {},
  ) =>
    addSeries(fleet, {
      account,
      owner: { team: null, app: 'fees', tagged: false },
      service,
      meter,
      unit: 'USD',
      price,
      factor: '1',
      grain: 'none',
      base: 0,
      region: null,
      ...more,
    })
  fee('payer', 'awsSupport', 'Enterprise support, share of monthly usage', '0.03', {
    usageType: 'SupportEnterprise',
  })
  fee('corp-it', 'azureSupport', 'ProDirect support plan', '1000', { unit: 'Months' })
  fee('pinemoor-prod', 'tax', 'VAT 20 %', '0', { details: { rate: '0.20' } })
  fee('analytics-eu', 'tax', 'VAT 21 %', '0', { details: { rate: '0.21' } })
  fee('tb-voice-eu', 'tax', 'VAT 19 %', '0', { details: { rate: '0.19' } })
  fee('pinemoor-prod', 'ec2', 'AWS Activate credit', '0', { details: { share: '0.35' } })
  fee('ml-prod', 'sagemaker', 'SLA credit for endpoint unavailability', '0', { ml: true })
}
