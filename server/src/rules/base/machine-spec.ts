import type { DuckDBConnection } from '@duckdb/node-api'
import { vmPrices } from '../../../../data/prices/vm-prices.ts'

/**
 * Table `machine_spec`: what the catalogue knows of a machine type, whatever the region: `provider`, `type_key` (lower
 * case, as in `vm_price`), `instance_type`, `family` text, `generation` integer, `architecture` text,
 * `burstable` boolean, `vcpu`, `memory_gib` double, `gpu` text (the model), `gpus`, `gpu_memory_gib` double.
 */
export async function createMachineSpecs(connection: DuckDBConnection): Promise<void> {
  rows ??= JSON.stringify(specRows())
  await connection.run(
    `create or replace temp table machine_spec as
     select unnest(from_json($rows, '${SHAPE}'), recursive := true)`,
    { rows },
  )
}

let rows: string | undefined

const SHAPE = JSON.stringify([
  {
    provider: 'VARCHAR',
    type_key: 'VARCHAR',
    instance_type: 'VARCHAR',
    family: 'VARCHAR',
    generation: 'INTEGER',
    architecture: 'VARCHAR',
    burstable: 'BOOLEAN',
    vcpu: 'DOUBLE',
    memory_gib: 'DOUBLE',
    gpu: 'VARCHAR',
    gpus: 'DOUBLE',
    gpu_memory_gib: 'DOUBLE',
  },
])

function specRows(): readonly object[] {
  const byType = new Map(vmPrices().map((vm) => [`${vm.provider} ${vm.type}`, vm]))
  return [...byType.values()].map((vm) => ({
    provider: vm.provider,
    type_key: vm.type.toLowerCase(),
    instance_type: vm.type,
    family: vm.family,
    generation: vm.generation,
    architecture: vm.architecture,
    burstable: vm.burstable,
    vcpu: vm.vcpu,
    memory_gib: vm.memoryGib,
    gpu: vm.gpu,
    gpus: vm.gpus,
    gpu_memory_gib: vm.gpuMemoryGib,
  }))
}
