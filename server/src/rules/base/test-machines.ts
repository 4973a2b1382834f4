import { loadPrices } from '../pricing/load-prices.ts'
import type { Rule } from '../rule.ts'
import {
  judge,
  LAST_DAY,
  type TestBill,
  type TestInventory,
  type TestLine,
  type TestMetric,
  type TestVerdicts,
} from '../test-kit.ts'

/** For tests: what a rule says about a bill, with the catalogue loaded. */
export async function judgePriced(rule: Rule, bill: TestBill): Promise<TestVerdicts> {
  return judge(rule, { ...bill, prepare: (connection) => loadPrices(connection, { day: LAST_DAY }) })
}

/** Hours of a day at a price an hour. */
export function aDay(price: number): string {
  return (24 * price).toFixed(6)
}

export function ec2(resource: string, type: string, price: number, more: Partial<TestLine> = {}): TestLine {
  return { resource, usageType: `BoxUsage:${type}`, cost: aDay(price), ...more }
}

export function azureVm(name: string, size: string, price: number, more: Partial<TestLine> = {}): TestLine {
  return {
    provider: 'azure',
    service: 'Virtual Machines',
    region: 'eastus',
    resource: azureId(`microsoft.compute/virtualmachines/${name}`),
    meter: size,
    unit: 'Hours',
    cost: aDay(price),
    ...more,
  }
}

export function azureId(path: string): string {
  return `/subscriptions/s/resourcegroups/g/providers/${path}`
}

/** A Google machine billed by the core, as one line: its price an hour and its cores. */
export function gce(
  name: string,
  type: string,
  [price, cores]: readonly [number, number],
  more: Partial<TestLine> = {},
): TestLine {
  return {
    provider: 'gcp',
    service: 'Compute Engine',
    region: 'us-central1',
    resource: gceId(name),
    description: `${type.split('-')[0]?.toUpperCase()} Instance Core and Ram running in Americas`,
    details: { InstanceType: type },
    unit: 'hour',
    quantity: 24 * cores,
    cost: aDay(price),
    ...more,
  }
}

export function gceId(name: string): string {
  return `//compute.googleapis.com/projects/p/zones/us-central1-a/instances/${name}`
}

/** The same load in every hour of 32 days. */
export function steady(
  resource: string,
  metric: string,
  average: number,
  maximum = average * 1.2,
): TestMetric {
  return { resource, metric, value: () => [average, maximum] }
}

/** CPU and memory of a machine, steady. */
export function load(resource: string, cpu: number, memory: number): TestMetric[] {
  return [steady(resource, 'cpu_utilization', cpu), steady(resource, 'memory_utilization', memory)]
}

/** What was said about one resource: a finding, a silence or nothing. */
export function about({ findings, silences }: TestVerdicts, resource: string) {
  const isIt = ({ candidate }: { candidate: { resource_ids: readonly string[] } }) =>
    candidate.resource_ids.includes(resource)
  return { finding: findings.find(isIt)?.verdict, silence: silences.find(isIt)?.verdict }
}

export function inventoryVm(resource: string, attributes: Readonly<Record<string, unknown>>): TestInventory {
  return { resource, type: 'vm', attributes }
}
