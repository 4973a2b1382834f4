import { spotPrices } from '../../../../data/prices/spot-prices.ts'
import { vmPrices } from '../../../../data/prices/vm-prices.ts'
import { FRESH_DAYS, type PriceTable, provenance, SPOT_FRESH_DAYS, USD } from './price-table.ts'

/** `type_key` is the machine's name in lower case, as instanceKeySql() makes it of a bill. */
const MACHINE = { provider: 'varchar', region: 'varchar', type_key: 'varchar', instance_type: 'varchar' }

/** What machines cost on demand and on spot capacity. */
export const MACHINE_TABLES: readonly PriceTable[] = [
  {
    name: 'vm_price',
    columns: {
      ...MACHINE,
      family: 'varchar',
      generation: 'integer',
      architecture: 'varchar',
      burstable: 'boolean',
      vcpu: 'double',
      memory_gib: 'double',
      gpu_model: 'varchar',
      gpu_count: 'double',
      gpu_memory_gib: 'double',
      usd_per_hour: USD,
    },
    key: ['provider', 'region', 'type_key'],
    freshDays: FRESH_DAYS,
    rows: () =>
      vmPrices().map((vm) => [
        ...machine(vm),
        ...[vm.family, vm.generation, vm.architecture, vm.burstable, vm.vcpu, vm.memoryGib],
        ...[vm.gpu, vm.gpus, vm.gpuMemoryGib, vm.usdPerHour],
        ...provenance(vm),
      ]),
  },
  {
    name: 'spot_price',
    columns: {
      ...MACHINE,
      family: 'varchar',
      discount: 'double',
      usd_per_hour: USD,
      interruption_min: 'double',
      interruption_max: 'double',
      confidence: 'varchar',
    },
    key: ['provider', 'region', 'type_key'],
    freshDays: SPOT_FRESH_DAYS,
    rows: () =>
      spotPrices().map((spot) => [
        ...machine(spot),
        ...[spot.family, spot.discount, spot.usdPerHour],
        ...[spot.interruption?.[0] ?? null, spot.interruption?.[1] ?? null, spot.confidence],
        ...provenance(spot),
      ]),
  },
]

function machine({ provider, region, type }: Readonly<Record<'provider' | 'region' | 'type', string>>) {
  return [provider, region, type.toLowerCase(), type]
}
