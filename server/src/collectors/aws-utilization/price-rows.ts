import { toAmount } from '@outlay/shared/money'
import { z } from 'zod'
import type { PageRow } from '../collector.ts'

const decimal = z
  .string()
  .regex(/^\d{1,20}(\.\d{1,20})?$/, 'not a decimal number')
  .transform((text) => toAmount(text))

const Dimension = z.object({
  unit: z.string().min(1),
  beginRange: z.string().optional(),
  description: z.string().optional(),
  pricePerUnit: z.record(z.string(), decimal),
})
const Offer = z.object({
  priceDimensions: z.record(z.string(), Dimension).default({}),
  termAttributes: z
    .object({
      LeaseContractLength: z.string().optional(),
      OfferingClass: z.string().optional(),
      PurchaseOption: z.string().optional(),
    })
    .default({}),
})

/** A product as the price list's text holds it. */
export const Product = z.object({
  serviceCode: z.string().min(1),
  publicationDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  product: z.object({
    sku: z.string().min(1),
    productFamily: z.string().optional(),
    attributes: z.record(z.string(), z.string()).default({}),
  }),
  terms: z
    .object({
      OnDemand: z.record(z.string(), Offer).default({}),
      Reserved: z.record(z.string(), Offer).default({}),
    })
    .default({ OnDemand: {}, Reserved: {} }),
})
type Product = z.output<typeof Product>

/** A row a price and tier. Of reservations those without upfront payment count: their hour is the whole price. */
export function priceRows(product: Product, region: string): PageRow[] {
  const { OnDemand, Reserved } = product.terms
  return [
    ...Object.values(OnDemand).flatMap((offer) => offerRows(product, offer, 'on_demand', region)),
    ...Object.values(Reserved).flatMap((offer) => {
      const model = reservedModel(offer.termAttributes)
      return model === undefined ? [] : offerRows(product, offer, model, region)
    }),
  ]
}

function reservedModel({
  LeaseContractLength,
  OfferingClass,
  PurchaseOption,
}: z.output<typeof Offer>['termAttributes']) {
  if (PurchaseOption !== 'No Upfront' || OfferingClass !== 'standard') return undefined
  if (LeaseContractLength === '1yr') return 'commitment_1y'
  return LeaseContractLength === '3yr' ? 'commitment_3y' : undefined
}

function offerRows(
  { product: { sku, productFamily, attributes }, serviceCode, publicationDate }: Product,
  { priceDimensions }: z.output<typeof Offer>,
  model: string,
  region: string,
): PageRow[] {
  return Object.values(priceDimensions).flatMap(({ unit, beginRange, description, pricePerUnit }) =>
    Object.entries(pricePerUnit)
      // A free tier is no price.
      .filter(([, price]) => price !== '0')
      .map(([currency, price]) => ({
        provider: 'aws',
        sku_id: sku,
        service: serviceCode,
        description: description ?? null,
        region: attributes['regionCode'] ?? region,
        resource_type:
          attributes['instanceName'] ?? attributes['instanceType'] ?? attributes['volumeApiName'] ?? null,
        model,
        unit,
        tier_start: beginRange === undefined || beginRange === '' ? '0' : toAmount(beginRange),
        currency,
        price,
        as_of: publicationDate.slice(0, 10),
        attributes: { family: productFamily ?? null, ...traits(attributes) },
      })),
  )
}

const TRAITS = ['operatingSystem', 'usagetype', 'vcpu', 'memory', 'gpu', 'component']

function traits(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    TRAITS.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name] ?? '']])),
  )
}
