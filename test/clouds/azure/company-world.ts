import { groupBy } from '@outlay/shared/group-by'
import { addDays, monthStart } from '@outlay/shared/period'
import type { Company, CompanyBill, CompanyCost } from '../shared/company-types.ts'
import type { AzureCompany, AzureCost, AzureResource } from './company.ts'

/** The company as an Azure tenant. */
export function worldOf({ bills, today }: Company): AzureCompany {
  const { azure: bill } = bills
  const units = [...new Set(bill.accounts.map(({ unit }) => unit))]
  return {
    billingAccount: bill.billingAccount,
    subscriptions: bill.accounts.map(({ id, name, unit }) => ({ id, name, group: unit })),
    managementGroups: [
      { name: 'root', displayName: 'Tenant Root Group' },
      ...units.map((unit) => ({ name: unit, displayName: unit, parent: 'root' })),
    ],
    costs: bill.costs.map(toCost),
    forecast: Array.from({ length: 30 }, (_, index) => ({
      day: addDays(today, index),
      cost: '99.5',
      currency: bill.costs[0]?.currency ?? 'EUR',
    })),
    resources: machinesOf(bill, today),
    recommendations: machinesOf(bill, today)
      .slice(0, 1)
      .map(({ id }) => ({
        name: 'resize',
        resourceId: id,
        category: 'Cost',
        problem: 'Right-size or shut down an underused virtual machine',
        impact: 'High',
        lastUpdated: `${addDays(today, -2)}T00:00:00Z`,
        extended: { savingsAmount: '70', annualSavingsAmount: '840', savingsCurrency: 'EUR' },
      })),
  }
}

/** The last two whole months as files of a cost export of an Enterprise Agreement. */
export function exportedMonths({ bills, today }: Company): { month: string; csv: string }[] {
  const { azure: bill } = bills
  const months = [monthStart(today, -1), monthStart(today, -2)].map((start) => start.slice(0, 7))
  const byMonth = groupBy(bill.costs, ({ day }) => day.slice(0, 7))
  return months.flatMap((month) => {
    const costs = byMonth.get(month) ?? []
    const lines = [COLUMNS, ...costs.map((cost) => fieldsOf(bill, cost))]
    return costs.length === 0
      ? []
      : [{ month, csv: `${lines.map((fields) => fields.join(',')).join('\n')}\n` }]
  })
}

const CHARGE_TYPES = { usage: 'Usage', credit: 'Credit', tax: 'Tax' } as const

function toCost({ day, account, service, sku, region, charge, billed, currency }: CompanyCost): AzureCost {
  return {
    day,
    subscription: account.id,
    service,
    meter: sku,
    region,
    resourceGroup: `rg-${account.team}`,
    chargeType: CHARGE_TYPES[charge],
    // credits and taxes have none
    pricingModel: charge === 'usage' ? 'OnDemand' : '',
    currency,
    actual: billed,
    amortized: billed,
    tags: { team: account.team },
  }
}

function machinesOf({ costs }: CompanyBill, today: string): AzureResource[] {
  const machines = costs.filter(({ service, charge }) => service === 'Virtual Machines' && charge === 'usage')
  const type = 'Microsoft.Compute/virtualMachines'
  return [...groupBy(machines, ({ resource }) => resource)].flatMap(([name, [cost]]) =>
    cost === undefined
      ? []
      : [
          {
            id: `/subscriptions/${cost.account.id}/resourceGroups/rg-${cost.account.team}/providers/${type}/${name}`,
            type,
            location: cost.region,
            tags: { team: cost.account.team },
            properties: {
              hardwareProfile: { vmSize: `Standard_${cost.sku.replace(' ', '_')}` },
              timeCreated: '2026-01-05T08:00:00Z',
              instanceView: { statuses: [{ code: 'PowerState/running', displayStatus: 'VM running' }] },
            },
            metrics: {
              'Percentage CPU': Array.from({ length: 24 }, (_, hour) => ({
                hour: `${addDays(today, -1)}T${String(hour).padStart(2, '0')}:00:00Z`,
                average: 2 + (hour % 5),
                maximum: 12,
              })),
            },
          },
        ],
  )
}

const COLUMNS = [
  'BillingAccountId',
  'BillingAccountName',
  'SubscriptionId',
  'SubscriptionName',
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
]

function fieldsOf({ billingAccount, billingAccountName }: CompanyBill, cost: CompanyCost): string[] {
  const { day, account, service, sku, region, resource, quantity, unit, charge, billed, currency } = cost
  const [year, month, date] = day.split('-')
  const group = `rg-${account.team}`
  const id = `/subscriptions/${account.id}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${resource}`
  return [
    billingAccount,
    billingAccountName,
    account.id,
    account.name,
    group,
    region,
    `${month}/${date}/${year}`,
    service,
    sku,
    resource === '' ? '' : id,
    unit,
    quantity,
    billed,
    currency,
    CHARGE_TYPES[charge],
    charge === 'usage' ? 'OnDemand' : '',
  ]
}
