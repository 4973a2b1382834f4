import { beforeAll, expect, test } from 'vitest'
import { azureVm, ec2, gce, gceId, judgePriced, load } from '../base/test-machines.ts'
import type { TestInventory, TestLine, TestVerdicts } from '../test-kit.ts'
import { kubernetesRequests } from './rs-10-kubernetes-requests.ts'

/** Machines of eight cores and 32 GiB. */
function nodes(cluster: string, count: number, more: Partial<TestLine> = {}): TestLine[] {
  return Array.from({ length: count }, (_, index) =>
    ec2(`i-${cluster}-${index}`, 'm5.2xlarge', 0.384, {
      tags: { 'eks:cluster-name': cluster, env: 'prod' },
      ...more,
    }),
  )
}

function cluster(name: string, attributes: Readonly<Record<string, unknown>>): TestInventory {
  return {
    resource: `arn:aws:eks:us-east-1:account-1:cluster/${name}`,
    type: 'kubernetes_cluster',
    attributes,
  }
}

const loose = {
  allocatable_vcpu: 48,
  requested_vcpu: 41,
  used_vcpu_p90: 6.7,
  allocatable_memory_gib: 192,
  requested_memory_gib: 150,
  used_memory_gib_p90: 52,
}

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(kubernetesRequests, {
    lines: [
      ...nodes('labeling', 6),
      ...nodes('labeling-dev', 6, { tags: { 'eks:cluster-name': 'labeling-dev', env: 'dev' } }),
      ...nodes('unmeasured', 4),
      ...nodes('busy', 3),
      ...nodes('seen', 4),
      ...nodes('new', 4, { from: 5 }),
      ...[1, 2, 3].map((index) =>
        gce(`node-${index}`, 'n2-standard-8', [0.388472, 8], { tags: { 'goog-k8s-cluster-name': 'fleet' } }),
      ),
      ...[1, 2, 3, 4].map((index) =>
        azureVm(`till-${index}`, 'D8s v5', 0.384, {
          resource: `/subscriptions/s/resourcegroups/mc_g_till_eastus/providers/microsoft.compute/virtualmachinescalesets/pool/virtualmachines/${index}`,
        }),
      ),
      ...[1, 2, 3, 4].map((index) =>
        azureVm(`aks-${index}`, 'D8s v5', 0.384, {
          resource: `/subscriptions/s/resourcegroups/mc_g_shop_eastus/providers/microsoft.compute/virtualmachinescalesets/pool/virtualmachines/${index}`,
        }),
      ),
    ],
    metrics: [
      ...[0, 1, 2, 3].flatMap((index) => load(`i-seen-${index}`, 8, 15)),
      ...[1, 2, 3].flatMap((index) => load(gceId(`node-${index}`), 60, 55)),
    ],
    inventory: [
      cluster('labeling', loose),
      cluster('labeling-dev', loose),
      cluster('busy', {
        ...loose,
        allocatable_vcpu: 24,
        used_vcpu_p90: 14,
        allocatable_memory_gib: 96,
        used_memory_gib_p90: 60,
      }),
      cluster('new', loose),
      // The same name in another account is another cluster.
      {
        ...cluster('labeling', { ...loose, used_vcpu_p90: 40 }),
        resource: 'arn:aws:eks:us-east-1:2:cluster/labeling',
      },
      {
        resource:
          '/subscriptions/s/resourcegroups/g/providers/microsoft.containerservice/managedclusters/till',
        type: 'kubernetes_cluster',
        attributes: { ...loose, allocatable_vcpu: 32, allocatable_memory_gib: 128, used_memory_gib_p90: 30 },
      },
    ],
  })
})

const finding = (name: string) =>
  verdicts.findings.find(({ verdict }) => verdict.title.includes(`${name} `))?.verdict
const silence = (name: string) =>
  verdicts.silences.find(({ candidate }) => candidate.resource_ids.some((id) => id.includes(name)))?.verdict
    .reason

test.each([
  // Memory decides: 52 × 1.15 ÷ 65 % = 92 GiB are three nodes of 32, at 50 % four.
  ['labeling', 6 * 276.48, 2 / 6, 3 / 6],
  // At 80 % in development, three as well; never more than 65 % full: three.
  ['labeling-dev', 6 * 276.48, 3 / 6, 3 / 6],
  // 30 × 1.15 ÷ 65 % = 53 GiB are two nodes of 32, at 50 % three.
  ['till', 4 * 276.48, 1 / 4, 2 / 4],
])('pods of %s that ask for six times their use keep nodes that could go', (name, cost, low, expected) => {
  expect(finding(name)?.grade).toBe('U')
  expect(finding(name)?.savings.low).toBeCloseTo(cost * low, 2)
  expect(finding(name)?.savings.expected).toBeCloseTo(cost * expected, 2)
})

test('without requests the nodes alone are a hint that promises nothing', () => {
  // 4 × 32 GiB at 15 % = 19.2; × 1.15 ÷ 65 % = 34 GiB: two nodes.
  expect(finding('seen')?.grade).toBe('W')
  expect(finding('seen')?.savings.low).toBe(0)
  expect(finding('seen')?.savings.expected).toBeCloseTo(4 * 276.48 * 0.5, 2)
})

test.each([
  ['a cluster that needs its nodes', 'i-busy', 'not_worth_it'],
  ['a busy one of Google', 'node-1', 'not_worth_it'],
  ['one without utilisation', 'i-unmeasured', 'no_metrics'],
  ['one of Azure without utilisation', 'mc_g_shop', 'no_metrics'],
  ['a new one', 'i-new', 'too_young'],
])('%s keeps it silent', (_, name, reason) => {
  expect(silence(name)).toBe(reason)
})
