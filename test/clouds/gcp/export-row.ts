import { addDays } from '@outlay/shared/period'
import type { CompanyBill, CompanyCost } from '../shared/company-types.ts'
import type { ExportRow } from './world.ts'

/** A cost as a row of the detailed export, exported on the next morning. A credit stands on a row that costs nothing. */
export function exportRow(
  cost: CompanyCost,
  { billingAccount }: CompanyBill,
  projectNumber: string,
): ExportRow {
  const month = cost.day.slice(0, 7).replace('-', '')
  const exported = `${addDays(cost.day, 1)}T03:00:00Z`
  const isCredit = cost.charge === 'credit'
  const credits = isCredit
    ? [{ name: cost.sku, full_name: cost.sku, amount: cost.billed, type: 'PROMOTION' }]
    : []
  return {
    partition: exported.slice(0, 10),
    exported: Date.parse(exported) * 1000,
    month,
    cost: isCredit ? '0' : cost.billed,
    credits: isCredit ? cost.billed : '0',
    line: {
      billing_account_id: billingAccount,
      service: { id: '6F81-5844-456A', description: cost.service },
      sku: { id: cost.sku.replaceAll(/[^A-Za-z0-9]+/g, '-'), description: cost.sku },
      usage_start_time: `${cost.day}T08:00:00Z`,
      usage_end_time: `${cost.day}T09:00:00Z`,
      project: projectOf(cost, projectNumber),
      labels: [{ key: 'team', value: cost.account.team }],
      location: { location: cost.region, region: cost.region },
      resource: resourceOf(cost, projectNumber),
      export_time: exported,
      cost: isCredit ? '0' : cost.billed,
      currency: cost.currency,
      currency_conversion_rate: 1,
      usage: usageOf(cost),
      credits,
      invoice: { month },
      cost_type: cost.charge === 'tax' ? 'tax' : 'regular',
    },
  }
}

function usageOf({ quantity, unit }: CompanyCost) {
  const amount = Number(quantity)
  return { amount, unit, amount_in_pricing_units: amount, pricing_unit: unit }
}

/** Tax belongs to the billing account alone. */
function projectOf({ account, charge }: CompanyCost, number: string) {
  if (charge === 'tax') return null
  return {
    id: account.id,
    number,
    name: account.name,
    labels: [{ key: 'env', value: account.env }],
    ancestors: [{ resource_name: 'folders/700', display_name: account.unit }],
  }
}

function resourceOf({ resource, region, service }: CompanyCost, number: string) {
  if (resource === '') return null
  const isMachine = service === 'Compute Engine'
  const place = `//compute.googleapis.com/projects/${number}/zones/${region}-b/instances`
  return { name: resource, ...(isMachine ? { global_name: `${place}/${resource}` } : {}) }
}
