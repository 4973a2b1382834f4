/** For tests: a finding of Compute Optimizer and a product of the price list, as they go over the wire. */
export const over = {
  instanceArn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0abc',
  accountId: '123456789012',
  currentInstanceType: 'm5.xlarge',
  finding: 'OVER_PROVISIONED',
  lastRefreshTimestamp: 1784350800.123,
  recommendationOptions: [
    { instanceType: 'm5.2xlarge', rank: 2 },
    {
      instanceType: 'm5.large',
      rank: 1,
      savingsOpportunity: {
        savingsOpportunityPercentage: 50,
        estimatedMonthlySavings: { currency: 'USD', value: 70.08 },
      },
    },
  ],
}

export const product = {
  serviceCode: 'AmazonEC2',
  version: '1',
  publicationDate: '2026-11-20T00:00:00Z',
  product: {
    sku: 'ABC',
    productFamily: 'Compute Instance',
    attributes: {
      instanceType: 'm5.large',
      regionCode: 'us-east-1',
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
      vcpu: '2',
    },
  },
  terms: {
    OnDemand: {
      a: {
        priceDimensions: {
          b: {
            unit: 'Hrs',
            beginRange: '0',
            endRange: 'Inf',
            description: '$0.096 per hour',
            pricePerUnit: { USD: '0.0960000000' },
          },
          free: { unit: 'Hrs', pricePerUnit: { USD: '0.0000000000' } },
        },
        termAttributes: {},
      },
    },
    Reserved: {
      c: {
        priceDimensions: { d: { unit: 'Hrs', pricePerUnit: { USD: '0.0605000000' } } },
        termAttributes: {
          LeaseContractLength: '1yr',
          OfferingClass: 'standard',
          PurchaseOption: 'No Upfront',
        },
      },
      e: {
        priceDimensions: { f: { unit: 'Quantity', pricePerUnit: { USD: '494' } } },
        termAttributes: {
          LeaseContractLength: '1yr',
          OfferingClass: 'standard',
          PurchaseOption: 'All Upfront',
        },
      },
    },
  },
}
