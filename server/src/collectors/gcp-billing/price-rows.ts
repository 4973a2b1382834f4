import { toAmount } from '@outlay/shared/money'
import { Big } from 'big.js'
import type { PageRow } from '../collector.ts'
import type { Sku } from './sku.ts'

const MODELS: Readonly<Record<string, string>> = {
  OnDemand: 'on_demand',
  Preemptible: 'spot',
  Commit1Yr: 'commitment_1y',
  Commit3Yr: 'commitment_3y',
}

/**
 * A row a region and tier of the newest price of a SKU; what a free tier holds has no price. A price counts as of the day since which it holds, or of `asOf`
 * when it holds longer: the catalog lists what is so now.
 */
export function priceRows(sku: Sku, service: string, asOf: string): PageRow[] {
  const newest = sku.pricingInfo.toSorted((a, b) => secondsOf(b) - secondsOf(a))[0]
  if (newest === undefined) return []
  const { pricingExpression: price, aggregationInfo } = newest
  const since = new Date(secondsOf(newest) * 1000).toISOString().slice(0, 10)
  const tiers = price.tieredRates.filter(({ unitPrice }) => unitPrice.amount !== '0')
  const { resourceFamily, resourceGroup, usageType } = sku.category
  const regions = sku.serviceRegions.length === 0 ? ['global'] : sku.serviceRegions
  return regions.flatMap((region) =>
    tiers.map(({ startUsageAmount, unitPrice }) => ({
      provider: 'gcp',
      sku_id: sku.skuId,
      service,
      description: sku.description,
      region,
      resource_type: resourceGroup === '' ? resourceFamily : resourceGroup,
      model: Object.hasOwn(MODELS, usageType) ? (MODELS[usageType] ?? 'other') : 'other',
      unit: price.usageUnit,
      tier_start: toAmount(new Big(startUsageAmount).toFixed()),
      currency: unitPrice.currency,
      price: unitPrice.amount,
      as_of: since > asOf ? since : asOf,
      attributes: {
        unit_description: price.usageUnitDescription,
        resource_family: resourceFamily,
        usage_type: usageType,
        ...(aggregationInfo == null
          ? {}
          : { aggregation: `${aggregationInfo.aggregationLevel}/${aggregationInfo.aggregationInterval}` }),
      },
    })),
  )
}

function secondsOf({ effectiveTime }: Sku['pricingInfo'][number]): number {
  return Number(effectiveTime?.seconds ?? 0)
}
