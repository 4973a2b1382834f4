import type { DuckDBConnection } from '@duckdb/node-api'

/**
 * Writes a FOCUS 1.2 bill of `rows` hourly lines as csv.gz: 47 columns, three months, 40 teams, resources that recur
 * through the day as in a real hourly export. Deterministic: the same count gives the same rows.
 */
export async function writeBill(connection: DuckDBConnection, path: string, rows: number): Promise<void> {
  await connection.run(`copy (${billSql(rows)}) to '${path}' (format csv, header, compression gzip)`)
}

function billSql(rows: number): string {
  return `
    with line as (
      select i, i % 30000 as r, (i // 30000) as h, hash(i) as z, hash(i % 30000) as y
      from range(${rows}) as t(i)
    )
    select
      null as "AvailabilityZone",
      cast((z % 100000) / 1000000 as decimal(18, 8)) as "BilledCost",
      '100000000' || (y % 3) as "BillingAccountId", 'Payer ' || (y % 3) as "BillingAccountName",
      'Payer' as "BillingAccountType", 'USD' as "BillingCurrency",
      strftime(date_trunc('month', ts) + interval 1 month, '%Y-%m-%dT00:00:00Z') as "BillingPeriodEnd",
      strftime(date_trunc('month', ts), '%Y-%m-%dT00:00:00Z') as "BillingPeriodStart",
      'Usage' as "ChargeCategory", null as "ChargeClass", 'Usage of meter ' || (y % 900) as "ChargeDescription",
      'Usage-Based' as "ChargeFrequency",
      strftime(ts + interval 1 hour, '%Y-%m-%dT%H:%M:%SZ') as "ChargePeriodEnd",
      strftime(ts, '%Y-%m-%dT%H:%M:%SZ') as "ChargePeriodStart",
      null as "CommitmentDiscountCategory", null as "CommitmentDiscountId", null as "CommitmentDiscountName",
      null as "CommitmentDiscountStatus", null as "CommitmentDiscountType",
      cast((z % 1000) / 10 as decimal(18, 4)) as "ConsumedQuantity", 'Hours' as "ConsumedUnit",
      cast((z % 100000) / 1000000 as decimal(18, 8)) as "ContractedCost",
      cast((y % 1000) / 10000 as decimal(18, 8)) as "ContractedUnitPrice",
      cast((z % 100000) / 1000000 as decimal(18, 8)) as "EffectiveCost",
      'INV-' || (y % 3) as "InvoiceId", 'Amazon Web Services, Inc.' as "InvoiceIssuerName",
      cast((z % 100000) / 900000 as decimal(18, 8)) as "ListCost",
      cast((y % 1000) / 9000 as decimal(18, 8)) as "ListUnitPrice",
      'Standard' as "PricingCategory", cast((z % 1000) / 10 as decimal(18, 4)) as "PricingQuantity",
      'Hours' as "PricingUnit", 'AWS' as "ProviderName", 'AWS' as "PublisherName",
      'us-east-' || (y % 4) as "RegionId", 'Region ' || (y % 4) as "RegionName",
      'arn:aws:ec2:us-east-1:' || (y % 60) || ':instance/i-' || lpad(r::varchar, 12, '0') as "ResourceId",
      'host-' || r as "ResourceName", 'Instance' as "ResourceType",
      'Compute' as "ServiceCategory", 'Service ' || (y % 90) as "ServiceName", 'Virtual Machines' as "ServiceSubcategory",
      'SKU' || (y % 900) as "SkuId", 'SKUP' || (y % 900) as "SkuPriceId",
      '20000000' || (y % 60) as "SubAccountId", 'Account ' || (y % 60) as "SubAccountName",
      '{"team":"team-' || (y % 40) || '","env":"' || if(y % 5 = 0, 'prod', 'dev') || '","Name":"host-' || r || '"}' as "Tags"
    from (select *, timestamp '2026-05-01 00:00:00' + interval (h) hour + interval (y % 31 * 24) hour as ts from line)
    order by "BillingPeriodStart"`
}
