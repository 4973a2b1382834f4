import type { RawRow } from './run-mapping.ts'

/** For tests: a line of an Enterprise Agreement's export. */
export const base = {
  BillingAccountId: '12345678',
  BillingAccountName: 'Example',
  SubscriptionId: 'e18e1552',
  SubscriptionName: 'sub',
  InvoiceSectionName: 'Platform',
  ResourceGroup: 'RG-One',
  ResourceLocation: 'US East 2',
  Date: '07/14/2026',
  BillingPeriodStartDate: '07/01/2026',
  BillingPeriodEndDate: '07/31/2026',
  MeterCategory: 'Virtual Machines',
  MeterId: 'm-1',
  MeterName: 'D2s v3',
  ServiceFamily: 'Compute',
  ConsumedService: 'Microsoft.Compute',
  ResourceId:
    '/subscriptions/e18e1552/resourceGroups/RG-One/providers/Microsoft.Compute/virtualMachines/VM-1',
  UnitOfMeasure: '100 Hours',
  // 24 hours at 8 per 100 hours; the public price is 10.
  Quantity: '24',
  EffectivePrice: '0.08',
  UnitPrice: '8',
  PayGPrice: '10',
  CostInBillingCurrency: '1.92',
  BillingCurrencyCode: 'EUR',
  ChargeType: 'Usage',
  Frequency: 'UsageBased',
  PricingModel: 'OnDemand',
  ReservationId: '',
  benefitId: '',
  ProductOrderName: '',
  PublisherType: 'Azure',
  Tags: '"team": "ml","env": "prod"',
  AdditionalInfo: '{"ServiceType":"Standard_D2s_v3","VCPUs":2}',
} satisfies RawRow
