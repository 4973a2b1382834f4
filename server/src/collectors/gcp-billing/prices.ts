import type { CloudCatalogClient } from '@google-cloud/billing'
import { monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected } from '../collector.ts'
import { GaxPage, type GcpApi, type GcpSource, gcpSource } from '../gcp-client.ts'
import { gcpPages, gcpRows } from '../gcp-pages.ts'
import { priceRows } from './price-rows.ts'
import type { Settings } from './settings.ts'
import { Sku } from './sku.ts'

/** 300 requests a minute. Source: Cloud Billing API, "Quotas and limits". */
const CATALOG: GcpApi = {
  name: 'Cloud Catalog',
  service: 'cloudbilling.googleapis.com',
  concurrency: 2,
  everyMs: 200,
}
const GRANT = 'nothing: any credentials may read the public price list'
const ONE_PAGE = { autoPaginate: false }
const PAGE_SIZE = 5000

const Services = GaxPage.pipe(
  z.object({
    services: z.array(z.object({ name: z.string(), displayName: z.string() })).default([]),
    nextPageToken: z.string().nullish(),
  }),
)
const Skus = GaxPage.pipe(z.object({ skus: z.array(Sku).default([]), nextPageToken: z.string().nullish() }))

/** Public list prices of the services that the settings name, a row a SKU, region and tier. */
export async function collectPrices(config: Settings, context: CollectContext): Promise<Collected> {
  const { CloudCatalogClient } = await import('@google-cloud/billing')
  const source = gcpSource(config, context)
  const catalog = new CloudCatalogClient(source.gaxOptions)
  const services = await listServices(source, catalog)
  const asOf = monthStart(context.window.since)
  for (const name of config.priceServices) {
    const service = services.find(({ displayName }) => displayName === name)
    if (service === undefined)
      throw new CollectError('bad_request', `priceServices: the Cloud Catalog has no service "${name}"`)
    context.progress(name)
    const seen = new Set<string>()
    for await (const skus of skuPages(source, catalog, service.name, config.priceCurrency)) {
      for (const { skuId } of skus) {
        if (seen.has(skuId)) throw new CollectError('stale_pages', `Google sent SKU ${skuId} twice`)
        seen.add(skuId)
      }
      context.page(skus.flatMap((sku) => priceRows(sku, name, asOf)))
    }
  }
  return { estimated: false }
}

async function listServices(source: GcpSource, catalog: CloudCatalogClient) {
  return gcpRows(
    'services',
    async (pageToken) => {
      const request = { pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) }
      const page = await source.ask(CATALOG, GRANT, () => catalog.listServices(request, ONE_PAGE), Services)
      return { rows: page.services, next: page.nextPageToken }
    },
    ({ name }) => name,
  )
}

function skuPages(source: GcpSource, catalog: CloudCatalogClient, parent: string, currencyCode: string) {
  return gcpPages(`SKUs of ${parent}`, async (pageToken) => {
    const request = {
      parent,
      currencyCode,
      pageSize: PAGE_SIZE,
      ...(pageToken === undefined ? {} : { pageToken }),
    }
    const page = await source.ask(CATALOG, GRANT, () => catalog.listSkus(request, ONE_PAGE), Skus)
    return { rows: page.skus, next: page.nextPageToken }
  })
}
