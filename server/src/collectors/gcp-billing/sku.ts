import { toAmount } from '@outlay/shared/money'
import { Big } from 'big.js'
import { z } from 'zod'

/** `units` is empty or whole, nanos are billionths with the same sign. Source: google.type.Money. */
const Money = z
  .object({
    currencyCode: z.string(),
    units: z
      .string()
      .regex(/^-?\d*$/)
      .nullish(),
    nanos: z.number().int().nullish(),
  })
  .transform(({ currencyCode, units, nanos }) => ({
    currency: currencyCode,
    amount: toAmount(
      new Big(units === null || units === undefined || units === '' ? '0' : units)
        .plus(new Big(nanos ?? 0).div(1_000_000_000))
        .toFixed(),
    ),
  }))

const Tier = z.object({ startUsageAmount: z.number().default(0), unitPrice: Money })

const PricingInfo = z.object({
  effectiveTime: z.object({ seconds: z.string() }).nullish(),
  pricingExpression: z.object({
    usageUnit: z.string(),
    usageUnitDescription: z.string().default(''),
    displayQuantity: z.number().default(1),
    tieredRates: z.array(Tier).default([]),
  }),
  aggregationInfo: z.object({ aggregationLevel: z.string(), aggregationInterval: z.string() }).nullish(),
})

/** The part of a SKU of the Cloud Catalog that is used. */
export const Sku = z.object({
  skuId: z.string().min(1),
  description: z.string().default(''),
  category: z.object({
    resourceFamily: z.string().default(''),
    resourceGroup: z.string().default(''),
    usageType: z.string().default(''),
  }),
  serviceRegions: z.array(z.string()).default([]),
  pricingInfo: z.array(PricingInfo).default([]),
})
export type Sku = z.output<typeof Sku>
