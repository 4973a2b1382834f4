/** The lines under their FOCUS names. Which of them a file carries is told by the dialects in dialects.ts. */
export const FOCUS_VIEW = `
  create macro time_of(hour) as (timestamp '1970-01-01' + to_hours(hour::bigint));

  create view focus_line as
  select
    l.source as demo_source, l.revision as demo_revision, l.series as demo_series, l.from_hour as demo_hour,
    month_of(l.from_hour) as demo_month, s.ml as demo_ml,
    s.zone as "AvailabilityZone",
    l.billed as "BilledCost",
    o.billing_account_id as "BillingAccountId",
    o.billing_account_name as "BillingAccountName",
    o.billing_account_type as "BillingAccountType",
    o.currency as "BillingCurrency",
    month_of(l.from_hour)::timestamp + interval 1 month as "BillingPeriodEnd",
    month_of(l.from_hour)::timestamp as "BillingPeriodStart",
    case when p.kind = 'capacity' then p.id end as "CapacityReservationId",
    case when p.kind = 'capacity' then l.status end as "CapacityReservationStatus",
    l.category as "ChargeCategory",
    l.class as "ChargeClass",
    coalesce(l.description, s.description) as "ChargeDescription",
    l.frequency as "ChargeFrequency",
    time_of(l.until_hour) as "ChargePeriodEnd",
    time_of(l.from_hour) as "ChargePeriodStart",
    case when p.kind = 'spend' then 'Spend' when p.kind = 'usage' then 'Usage' end as "CommitmentDiscountCategory",
    case when p.kind <> 'capacity' then p.id end as "CommitmentDiscountId",
    case when p.kind <> 'capacity' then p.name end as "CommitmentDiscountName",
    case when p.kind <> 'capacity' then l.plan_units end as "CommitmentDiscountQuantity",
    case when p.kind <> 'capacity' then l.status end as "CommitmentDiscountStatus",
    case when p.kind <> 'capacity' then p.type end as "CommitmentDiscountType",
    case when p.kind <> 'capacity' then p.unit end as "CommitmentDiscountUnit",
    case when l.consumed then l.quantity when p.kind = 'capacity' and l.status = 'Unused' then 0 end
      as "ConsumedQuantity",
    case when l.consumed or p.kind = 'capacity' and l.status = 'Unused' then s.unit end as "ConsumedUnit",
    l.contracted as "ContractedCost",
    l.contracted_price as "ContractedUnitPrice",
    l.effective as "EffectiveCost",
    case
      when month_of(l.from_hour) < $open::date
      then 'INV-' || upper(replace(l.source, '-', '')) || '-' || strftime(month_of(l.from_hour), '%Y%m')
    end as "InvoiceId",
    o.issuer as "InvoiceIssuerName",
    l.list as "ListCost",
    l.list_price as "ListUnitPrice",
    l.pricing as "PricingCategory",
    o.currency as "PricingCurrency",
    l.quantity as "PricingQuantity",
    case when l.quantity is not null then s.unit end as "PricingUnit",
    o.provider as "ProviderName",
    coalesce(s.publisher, o.issuer) as "PublisherName",
    s.region as "RegionId",
    r.name as "RegionName",
    s.resource_id as "ResourceId",
    s.resource_name as "ResourceName",
    -- known of the first FOCUS export of AWS: a resource without a type
    case when l.source <> 'aws-main' or month_of(l.from_hour) >= $typed::date then s.resource_type end as "ResourceType",
    v.category as "ServiceCategory",
    v.name as "ServiceName",
    v.subcategory as "ServiceSubcategory",
    case when l.list_price is not null then s.sku end as "SkuId",
    case when l.list_price is not null then s.meter end as "SkuMeter",
    case when l.list_price is not null then s.details end as "SkuPriceDetails",
    case when l.list_price is not null then s.sku || '.JRTCKXETXF.' || substr(s.sku, 5, 8) end as "SkuPriceId",
    a.id as "SubAccountId",
    a.name as "SubAccountName",
    o.sub_account_type as "SubAccountType",
    case
      when l.source = 'aws-main' and l.from_hour < $activated then '{}'
      when l.from_hour < s.tags_switch_hour then s.tags_first
      else s.tags_later
    end as "Tags",
    o.provider as "ServiceProviderName",
    o.provider as "HostProviderName",
    v.code as "x_ServiceCode",
    s.usage_type as "x_UsageType",
    s.operation as "x_Operation",
    '{}' as "x_Discounts",
    '{}' as "x_CostCategories",
    s.usage_type as "x_SkuMeterCategory",
    case when l.list_price is not null then s.meter end as "x_SkuMeterName",
    regexp_extract(s.resource_id, '/resourcegroups/([^/]+)', 1) as "x_ResourceGroupName",
    case when p.kind = 'usage' and l.source = 'azure-ea' then '36' end as "x_SkuTerm"
  from line l
  join series s on s.id = l.series
  join source o on o.id = l.source
  join account a on a.name = s.account
  join service v on v.key = s.service
  left join plan p on p.id = l.plan_id
  left join (values
    ('us-east-1', 'US East (N. Virginia)'), ('eu-west-1', 'EU (Ireland)'), ('eastus', 'East US'),
    ('westeurope', 'West Europe'), ('us-central1', 'Iowa'), ('europe-west1', 'Belgium')
  ) as r(id, name) on r.id = s.region`
