import { onTestFinished } from 'vitest'
import type { Fault } from '../../../../test/clouds/gcp/faults.ts'
import { startFakeGcp } from '../../../../test/clouds/gcp/server.ts'
import type { GcpWorld } from '../../../../test/clouds/gcp/world.ts'
import { collectPart, type TestOptions, testRun } from '../test-context.ts'
import { gcpBilling } from './index.ts'

export const ACCOUNT = '01AB23-CD45EF-678901'
export const world: GcpWorld = {
  token: 'good',
  billingAccounts: [
    { id: ACCOUNT, displayName: 'Example Ltd', open: true, currencyCode: 'EUR' },
    { id: '0A0A0A-0B0B0B-0C0C0C', displayName: 'Old', open: false, currencyCode: 'USD' },
  ],
  organizations: [{ id: '9', displayName: 'example.com' }],
  folders: [
    { id: '7', displayName: 'Research', parent: 'organizations/9' },
    { id: '8', displayName: 'Vision', parent: 'folders/7' },
  ],
  projects: [
    project('ml-prod', '101', 'folders/8', { owner: 'ada', env: 'prod' }),
    project('ml-test', '102', 'folders/7'),
    project('landing', '103', 'organizations/9'),
    project('stray', '104', 'folders/404'),
  ],
  services: [
    {
      id: '6F81-5844-456A',
      displayName: 'Compute Engine',
      skus: [
        sku('CORE-1', 'OnDemand', [{ units: '0', nanos: 31_611_000 }], ['us-central1', 'us-east1']),
        sku('CORE-2', 'Preemptible', [{ nanos: 6_543_000 }]),
        sku('CORE-3', 'Commit3Yr', [{ units: '2', nanos: 1 }]),
      ],
    },
    {
      id: '95FF-2EF5-5EA1',
      displayName: 'Cloud Storage',
      skus: [
        sku(
          'EGRESS',
          'OnDemand',
          [
            { units: '0', nanos: 0 },
            { units: '0', nanos: 120_000_000, from: 1024 },
          ],
          [],
        ),
      ],
    },
  ],
}

function project(projectId: string, number: string, parent: string, labels: Record<string, string> = {}) {
  return { projectId, number, displayName: projectId.toUpperCase(), parent, billingAccount: ACCOUNT, labels }
}

/** For tests: a SKU as the catalog lists it. */
export function sku(
  skuId: string,
  usageType: string,
  tiers: readonly { units?: string; nanos: number; from?: number }[],
  serviceRegions = ['us-central1'],
) {
  return {
    name: `services/x/skus/${skuId}`,
    skuId,
    description: `the ${skuId}`,
    category: { serviceDisplayName: 'x', resourceFamily: 'Compute', resourceGroup: 'CPU', usageType },
    serviceRegions,
    pricingInfo: [
      {
        effectiveTime: '2017-05-29T16:53:10.374Z',
        pricingExpression: {
          usageUnit: 'h',
          usageUnitDescription: 'hour',
          displayQuantity: 1,
          tieredRates: tiers.map(({ units, nanos, from = 0 }) => ({
            startUsageAmount: from,
            unitPrice: { currencyCode: 'EUR', units, nanos },
          })),
        },
      },
    ],
  }
}

/** For tests: reads one part once through the real clients. */
export async function collect(
  part: 'accounts' | 'prices',
  options: {
    world?: Partial<GcpWorld>
    faults?: (Fault | null)[]
    operation?: string
    settings?: object
    run?: TestOptions
  } = {},
) {
  const fake = await startFakeGcp({ ...world, ...options.world })
  onTestFinished(() => fake.close())
  fake.script(options.faults ?? [], options.operation)
  const found = gcpBilling.parts.find(({ id }) => id === part)
  if (found === undefined) throw new Error(`no part ${part}`)
  const run = testRun(
    { key: 'now', since: '2026-11-23', until: '2026-11-24' },
    { env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' }, ...options.run },
  )
  onTestFinished(run.remove)
  const settings = gcpBilling.config.parse({
    endpoint: fake.url,
    priceServices: ['Compute Engine', 'Cloud Storage'],
    priceCurrency: 'EUR',
    ...options.settings,
  })
  return { ...(await collectPart(found, settings, run)), run, fake, rows: run.rows }
}
