import type { AzureCost } from './company.ts'

/** Costs as a file of a native export of an Enterprise Agreement; lines that the data set lacks are left out. */
export function nativeCsv(costs: readonly AzureCost[], dataset: 'actual' | 'amortized'): string {
  const lines = costs.flatMap((cost) => {
    const amount = cost[dataset]
    return amount === undefined ? [] : [fieldsOf(cost, amount).join(',')]
  })
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`
}

const COLUMNS = [
  'BillingAccountId',
  'SubscriptionId',
  'ResourceGroup',
  'ResourceLocation',
  'Date',
  'MeterCategory',
  'MeterName',
  'ResourceId',
  'UnitOfMeasure',
  'Quantity',
  'CostInBillingCurrency',
  'BillingCurrencyCode',
  'ChargeType',
  'PricingModel',
  'BenefitId',
]

const RESERVATION = '/providers/Microsoft.Capacity/reservationOrders/o-1/reservations/r-1'

function fieldsOf(cost: AzureCost, amount: string): string[] {
  const { day, subscription, service, meter, region, resourceGroup, chargeType, pricingModel, currency } =
    cost
  const [year, month, date] = day.split('-')
  const provider = 'providers/Microsoft.Compute/virtualMachines'
  return [
    '8611537',
    subscription,
    resourceGroup,
    region,
    `${month}/${date}/${year}`,
    service,
    meter,
    `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/${provider}/${meter.replaceAll(' ', '-')}`,
    '1 Hour',
    '24',
    amount,
    currency,
    chargeType,
    pricingModel,
    pricingModel === 'Reservation' ? RESERVATION : '',
  ]
}
