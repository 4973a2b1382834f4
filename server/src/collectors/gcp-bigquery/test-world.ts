import type { ExportRow, ExportTable, GcpWorld } from '../../../../test/clouds/gcp/world.ts'

export const ACCOUNT = '01AB23-CD45EF-678901'

/** For tests: an exported row of one line of Compute Engine; `cost` and `credit` are decimal text. */
export function line(
  day: string,
  cost: string,
  options: { credit?: string; month?: string; exported?: string; resource?: string; project?: string } = {},
): ExportRow {
  const { credit, month = day.slice(0, 7).replace('-', ''), exported = `${day}T09:00:00Z` } = options
  const { resource = 'trainer', project = 'ml-prod' } = options
  return {
    partition: exported.slice(0, 10),
    exported: Date.parse(exported) * 1000 + 123,
    month,
    cost,
    credits: credit ?? '0',
    line: {
      billing_account_id: ACCOUNT,
      service: { id: '6F81-5844-456A', description: 'Compute Engine' },
      sku: { id: 'CF4E-A0C7-E3BF', description: 'N1 Predefined Instance Core running in Americas' },
      usage_start_time: `${day}T06:00:00Z`,
      usage_end_time: `${day}T07:00:00Z`,
      project: { id: project, number: '101', name: 'ML production', labels: [{ key: 'team', value: 'ml' }] },
      labels: [],
      location: { location: 'us-central1', region: 'us-central1', zone: 'us-central1-a' },
      resource: {
        name: resource,
        global_name: `//compute.googleapis.com/projects/101/zones/us-central1-a/instances/${resource}`,
      },
      export_time: exported,
      cost,
      currency: 'EUR',
      currency_conversion_rate: 0.8,
      usage: { amount: 3600, unit: 'seconds', amount_in_pricing_units: 1, pricing_unit: 'hour' },
      credits:
        credit === undefined ? [] : [{ name: 'sustained', amount: credit, type: 'SUSTAINED_USAGE_DISCOUNT' }],
      invoice: { month },
      cost_type: 'regular',
      cost_at_list: null,
    },
  }
}

/** For tests: a row of Google's FOCUS export. */
export function focusLine(day: string, cost: string): ExportRow {
  const month = `${day.slice(0, 7)}-01`
  return {
    partition: day,
    exported: Date.parse(`${day}T09:00:00Z`) * 1000,
    month: day.slice(0, 7).replace('-', ''),
    cost,
    credits: '0',
    line: {
      BilledCost: cost,
      EffectiveCost: cost,
      ContractedCost: cost,
      ListCost: cost,
      BillingAccountId: ACCOUNT,
      BillingCurrency: 'EUR',
      BillingPeriodStart: `${month}T07:00:00Z`,
      BillingPeriodEnd: `${month}T07:00:00Z`,
      ChargeCategory: 'usage',
      ChargePeriodStart: `${day}T06:00:00Z`,
      ChargePeriodEnd: `${day}T07:00:00Z`,
      ProviderName: 'Google Cloud',
      ServiceName: 'Compute Engine',
      Tags: [{ Key: 'team', Value: 'ml', x_Inherited: false }],
      x_ExportTime: `${day}T09:00:00Z`,
      x_Project: { id: 'ml-prod', name: 'ML production' },
    },
  }
}

export function exportTable(
  rows: readonly ExportRow[],
  table = 'gcp_billing_export_resource_v1_01AB23_CD45EF_678901',
): ExportTable {
  return { project: 'finops-billing', dataset: 'billing', table, location: 'EU', partition: null, rows }
}

export function worldOf(...tables: readonly ExportTable[]): GcpWorld {
  return { token: 'good', tables }
}
