import type { DuckDBConnection } from '@duckdb/node-api'
import type { TestLine } from '../test-kit.ts'

/** A machine of AWS, m5.xlarge at 0.192 an hour, on all day: 138.24 a month. */
export function awsMachine(resource: string, line: Partial<TestLine> = {}): TestLine {
  return { resource, usageType: 'BoxUsage:m5.xlarge', operation: 'RunInstances', cost: '4.608', ...line }
}

/** The hours of a working day, one line each: 57.60 a month for an m5.xlarge. */
export const BY_DAY: Partial<TestLine> = { cost: '0.192', hours: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17] }

/** A machine of Google Cloud, e2-standard-8: cores only, 0.2 an hour, on all day: 144 a month. */
export function gcpMachine(name: string, line: Partial<TestLine> = {}): TestLine {
  const { tags, ...rest } = line
  return {
    provider: 'gcp',
    service: 'Compute Engine',
    region: 'us-central1',
    resource: `//compute.googleapis.com/projects/p1/zones/us-central1-b/instances/${name}`,
    name,
    description: 'E2 Instance Core running in Americas',
    cost: '4.8',
    quantity: 192,
    tags: { 'compute.googleapis.com/machine_spec': 'e2-standard-8', ...tags },
    ...rest,
  }
}

/** A machine of Azure, Standard_D4s_v5 at 0.2 an hour, on all day: 144 a month. */
export function azureMachine(name: string, line: Partial<TestLine> = {}): TestLine {
  return {
    provider: 'azure',
    service: 'Virtual Machines',
    region: 'eastus',
    resource: `/subscriptions/s1/resourcegroups/rg1/providers/microsoft.compute/virtualmachines/${name}`,
    name,
    meter: 'D4s v5',
    cost: '4.8',
    ...line,
  }
}

/** Spot prices of three types: m5.xlarge from the best pool, g5.12xlarge from the worst, e2-standard-8. */
export async function somePrices(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create temp table spot_price as
    select provider, region, type_key, type_key as instance_type, family, discount::double as discount,
      reclaimed_min::double as interruption_min, reclaimed_max::double as interruption_max, 'medium' as confidence,
      'test list' as source, date '2026-10-01' as as_of, stale
    from (values
      ('aws', 'us-east-1', 'm5.xlarge', 'm5', 0.6, 0, 0.05, false),
      ('aws', 'us-east-1', 'g5.12xlarge', 'g5', 0.58, 0.2, null, true),
      ('gcp', 'us-central1', 'e2-standard-8', 'e2', 0.4, null, null, false)
    ) as price (provider, region, type_key, family, discount, reclaimed_min, reclaimed_max, stale)`)
}

/** cost × share × (1 − on demand all the same) × (1 − spot ÷ paid × (1 + done twice)) */
export function byHand(cost: number, share: number, stay: number, price: number, twice: number): number {
  return cost * share * (1 - stay) * (1 - price * (1 + twice))
}
