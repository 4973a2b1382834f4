import { commitmentRates } from '../../../../data/prices/commitment-rates.ts'
import { GPU_SPECS } from '../../../../data/prices/gpu-specs.ts'
import { regionPrices } from '../../../../data/prices/region-prices.ts'
import { storagePrices } from '../../../../data/prices/storage-prices.ts'
import { unitPrices } from '../../../../data/prices/unit-prices.ts'
import { FRESH_DAYS, type PriceTable, provenance, USD } from './price-table.ts'

/** Storage, units, commitments, accelerators and transfer. */
export const RATE_TABLES: readonly PriceTable[] = [
  {
    name: 'storage_price',
    columns: {
      provider: 'varchar',
      region: 'varchar',
      service: 'varchar',
      storage_class: 'varchar',
      usd_per_gb_month: USD,
      put_usd_per_1k: USD,
      get_usd_per_1k: USD,
      transition_usd_per_1k: USD,
      retrieval_usd_per_gb: USD,
      min_days: 'integer',
      min_object_kib: 'double',
      class_overhead_kib: 'double',
      standard_overhead_kib: 'double',
      monitoring_usd_per_1k_month: USD,
      confidence: 'varchar',
      unverified: 'varchar',
    },
    key: ['provider', 'region', 'service', 'storage_class'],
    freshDays: FRESH_DAYS,
    rows: () =>
      storagePrices().map((price) => [
        ...[price.provider, price.region, price.service, price.storageClass, price.usdPerGbMonth],
        ...[price.putUsdPer1k, price.getUsdPer1k, price.transitionUsdPer1k, price.retrievalUsdPerGb],
        ...[price.minDays, price.minObjectKib, price.classOverheadKib, price.standardOverheadKib],
        ...[price.monitoringUsdPer1kMonth, price.confidence, price.unverified],
        ...provenance(price),
      ]),
  },
  {
    name: 'unit_price',
    columns: { provider: 'varchar', region: 'varchar', item: 'varchar', unit: 'varchar', usd: USD },
    key: ['provider', 'region', 'item'],
    freshDays: FRESH_DAYS,
    rows: () =>
      unitPrices().map((price) => [
        ...[price.provider, price.region, price.item, price.unit, price.usd],
        ...provenance(price),
      ]),
  },
  {
    name: 'commitment_rate',
    columns: {
      provider: 'varchar',
      kind: 'varchar',
      family: 'varchar',
      term_months: 'integer',
      discount: 'double',
      discount_max: 'double',
      confidence: 'varchar',
    },
    key: ['provider', 'kind', 'family', 'term_months'],
    freshDays: FRESH_DAYS,
    rows: () =>
      commitmentRates().map((rate) => [
        ...[rate.provider, rate.kind, rate.family, rate.termMonths],
        ...[rate.discount, rate.discountMax, rate.confidence],
        ...provenance(rate),
      ]),
  },
  {
    name: 'gpu_spec',
    columns: { model: 'varchar', memory_gib: 'double', tflops_16: 'double' },
    key: ['model'],
    freshDays: FRESH_DAYS,
    rows: () => GPU_SPECS.map((gpu) => [...[gpu.model, gpu.memoryGib, gpu.tflops16], ...provenance(gpu)]),
  },
  {
    name: 'region_price',
    columns: {
      provider: 'varchar',
      region: 'varchar',
      usd_per_gb_to_region: USD,
      usd_per_gb_to_internet: USD,
      usd_per_gb_between_zones: USD,
    },
    key: ['provider', 'region'],
    freshDays: FRESH_DAYS,
    rows: () =>
      regionPrices().map((price) => [
        ...[price.provider, price.region],
        ...[price.usdPerGbToRegion, price.usdPerGbToInternet, price.usdPerGbBetweenZones],
        ...provenance(price),
      ]),
  },
]
