import type { AzureCost } from './company.ts'

/** Costs as a file of a FOCUS export: accounts and subscriptions are whole resource paths, in changing case. */
export function focusCsv(costs: readonly AzureCost[]): string {
  return `${[COLUMNS.join(','), ...costs.map((cost, index) => fieldsOf(cost, index).join(','))].join('\n')}\n`
}

const COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'CommitmentDiscountId',
  'CommitmentDiscountStatus',
  'ProviderName',
  'ServiceName',
  'SubAccountId',
  'ResourceId',
]

const ACCOUNTS = [
  '/providers/Microsoft.Billing/billingAccounts/8611537',
  '/providers/microsoft.billing/billingaccounts/8611537',
]
const RESERVATION = '/providers/Microsoft.Capacity/reservationOrders/o-1/reservations/r-1'

function fieldsOf(cost: AzureCost, index: number): string[] {
  const { day, subscription, service, chargeType, pricingModel, currency, actual, amortized } = cost
  const month = day.slice(0, 7)
  const next = `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`
  const reserved = pricingModel === 'Reservation'
  const status = chargeType === 'UnusedReservation' ? 'Unused' : 'Used'
  const path = `/subscriptions/${index % 2 === 0 ? subscription : subscription.toUpperCase()}`
  return [
    actual ?? '0',
    amortized ?? '0',
    ACCOUNTS[index % 2] ?? '',
    'Example',
    currency,
    `${month}-01T00:00:00Z`,
    `${next}-01T00:00:00Z`,
    chargeType === 'Purchase' ? 'Purchase' : 'Usage',
    `${day}T00:00:00Z`,
    `${day}T23:59:59Z`,
    reserved ? RESERVATION : '',
    reserved && chargeType !== 'Purchase' ? status : '',
    'Microsoft',
    service,
    path,
    chargeType === 'Usage' ? `${path}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm` : '',
  ]
}
