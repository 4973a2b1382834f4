import type { DuckDBConnection } from '@duckdb/node-api'
import { type ColumnType, FOCUS_COLUMNS, SQL_TYPES } from '../columns.ts'
import type { FixtureRow } from './rule.ts'

/** A usage row that keeps every rule; fixtures name only what differs from it. */
export const BASE_ROW: FixtureRow = {
  AllocatedMethodId: 'even',
  AllocatedResourceId: 'pod-1',
  AvailabilityZone: 'us-east-1a',
  BilledCost: '1',
  BillingAccountId: '123',
  BillingAccountName: 'Example',
  BillingAccountType: 'Payer',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-06-01 00:00:00',
  BillingPeriodStart: '2026-05-01 00:00:00',
  ChargeCategory: 'Usage',
  ChargeDescription: 'An hour of a machine',
  ChargeFrequency: 'Usage-Based',
  ChargePeriodEnd: '2026-05-10 01:00:00',
  ChargePeriodStart: '2026-05-10 00:00:00',
  ConsumedQuantity: '2',
  ConsumedUnit: 'Hours',
  ContractedCost: '1',
  ContractedUnitPrice: '0.5',
  EffectiveCost: '1',
  InvoiceId: 'inv-1',
  InvoiceIssuerName: 'Amazon Web Services, Inc.',
  ListCost: '2',
  ListUnitPrice: '1',
  PricingCategory: 'Standard',
  PricingCurrency: 'USD',
  PricingCurrencyContractedUnitPrice: '0.5',
  PricingCurrencyEffectiveCost: '1',
  PricingCurrencyListUnitPrice: '1',
  PricingQuantity: '2',
  PricingUnit: 'Hours',
  ProviderName: 'AWS',
  PublisherName: 'AWS',
  RegionId: 'us-east-1',
  RegionName: 'US East (N. Virginia)',
  ResourceId: 'vm-1',
  ResourceName: 'web',
  ResourceType: 'Instance',
  ServiceCategory: 'Compute',
  ServiceName: 'Amazon Elastic Compute Cloud',
  ServiceProviderName: 'AWS',
  ServiceSubcategory: 'Virtual Machines',
  SkuId: 'sku-1',
  SkuMeter: 'Hours',
  SkuPriceDetails: '{"InstanceType": "m5.large"}',
  SkuPriceId: 'sku-1.price-1',
  SubAccountId: '456',
  SubAccountName: 'prod',
  SubAccountType: 'Linked',
  Tags: '{"team": "web"}',
}

/** Makes the table `bill` with one row a fixture, in file 0. */
export async function loadBill(connection: DuckDBConnection, rows: readonly FixtureRow[]): Promise<void> {
  const types = FOCUS_COLUMNS.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`).join(', ')
  await connection.run(`create or replace table bill (${types}, __file integer, __row bigint)`)
  for (const [index, row] of rows.entries()) {
    const full = { ...BASE_ROW, ...row }
    const values = FOCUS_COLUMNS.map(({ name, type }) => literal(full[name] ?? null, type))
    await connection.run(`insert into bill values (${values.join(', ')}, 0, ${index + 1})`)
  }
}

function literal(value: string | null, type: ColumnType): string {
  if (value === null) return 'null'
  const text = `'${value.replaceAll("'", "''")}'`
  return type === 'map' ? `cast(cast(${text} as json) as ${SQL_TYPES.map})` : text
}
