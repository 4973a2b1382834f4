import type { AzureCompany, AzureCost } from './company.ts'

export const SEARCH = '11111111-1111-4111-8111-111111111111'
export const PAYMENTS = '22222222-2222-4222-8222-222222222222'

/** For tests: two days of two subscriptions, with a reservation bought, used and in part unused. */
export const costs: readonly AzureCost[] = [
  cost({ actual: '12.3456789012345', amortized: '12.3456789012345', tags: { team: 'ranking' } }),
  cost({ day: '2026-10-02', actual: '-0.0000001', amortized: '-0.0000001' }),
  cost({
    service: 'Storage',
    meter: 'Hot LRS Data Stored',
    region: 'westeurope',
    actual: '3.1',
    amortized: '3.1',
  }),
  cost({ pricingModel: 'Reservation', actual: '0', amortized: '7.25' }),
  cost({ chargeType: 'UnusedReservation', pricingModel: 'Reservation', amortized: '0.75' }),
  cost({ chargeType: 'Purchase', pricingModel: 'Reservation', actual: '240' }),
  cost({
    subscription: PAYMENTS,
    service: 'SQL Database',
    meter: 'vCore',
    actual: '5',
    amortized: '5',
    usdRate: 1.5,
  }),
]

export const company: AzureCompany = {
  subscriptions: [
    { id: SEARCH, name: 'Search', group: 'product' },
    { id: PAYMENTS, name: 'Payments', group: 'product' },
  ],
  billingAccount: '8611537',
  costs,
  managementGroups: [
    { name: 'root', displayName: 'Tenant Root Group' },
    { name: 'product', displayName: 'Product', parent: 'root' },
  ],
}

export function cost(fields: Partial<AzureCost>): AzureCost {
  return {
    day: '2026-10-01',
    subscription: SEARCH,
    service: 'Virtual Machines',
    meter: 'D4s v3',
    region: 'eastus',
    resourceGroup: 'rg-search',
    chargeType: 'Usage',
    pricingModel: 'OnDemand',
    currency: 'EUR',
    ...fields,
  }
}
