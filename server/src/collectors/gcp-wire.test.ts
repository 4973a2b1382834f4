import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startFakeGcp } from '../../../test/clouds/gcp/server.ts'
import type { GcpWorld } from '../../../test/clouds/gcp/world.ts'
import { gcpBilling } from './gcp-billing/index.ts'
import { gcpError } from './gcp-errors.ts'
import { GcpRefusal } from './gcp-transport.ts'
import { gcpUtilization } from './gcp-utilization/index.ts'
import { collectPart, testRun } from './test-context.ts'

const folder = fileURLToPath(new URL('../../../../shared/data/wire/gcp/', import.meta.url))
const sample = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))
const WINDOW = { key: 'now', since: '2026-11-23', until: '2026-11-24' }

describe.skipIf(!existsSync(folder))(
  'recorded shapes of Google’s answers (skipped without ../shared/data/wire)',
  () => {
    test('each error is told as what it is', () => {
      const kinds = (sample('errors.json') as { status: number; body: unknown }[]).map(({ status, body }) => {
        const refusal = new GcpRefusal({
          status,
          headers: new Headers(),
          body: Buffer.from(JSON.stringify(body)),
        })
        const error = gcpError(refusal, { grant: 'a role', service: 'x.googleapis.com', now: new Date(0) })
        return (error as { kind: string; grant: string | null }).kind
      })

      expect(kinds).toEqual(['not_enabled', 'bad_request', 'permission', 'budget'])
    })

    test('services and SKUs are read as prices', async () => {
      const services = (
        sample('list-services.pages.json') as { services: { serviceId: string; displayName: string }[] }[]
      )
        .flatMap((page) => page.services)
        .map(({ serviceId, displayName }) => ({
          id: serviceId,
          displayName,
          skus: sample('list-skus.json').skus,
        }))
      const { rows, error } = await collect(
        gcpBilling,
        'prices',
        { services },
        { priceServices: ['Compute Engine'] },
      )

      expect(error).toBeNull()
      expect(rows.map(({ sku_id, region, model, price }) => [sku_id, region, model, price])).toEqual(
        ['us-central1', 'us-east1', 'us-west1'].map((region) => [
          'D041-B8A1-6E0B',
          region,
          'spot',
          '0.006543',
        ]),
      )
    })

    test('a recommendation is read as a finding', async () => {
      const [body] = sample('list-recommendations.json').recommendations
      const zone = 'us-central1-a'
      const machine = {
        id: '1',
        name: 'i',
        zone: `zones/${zone}`,
        machineType: 'n1-standard-4',
        status: 'RUNNING',
      }
      const { rows, error } = await collect(gcpUtilization, 'recommendations', {
        projects: [
          { projectId: 'project-p', number: '1', displayName: 'P', parent: 'folders/1', billingAccount: 'A' },
        ],
        instances: [{ project: 'project-p', scope: `zones/${zone}`, body: machine }],
        recommendations: [
          {
            project: 'project-p',
            location: zone,
            recommender: 'google.compute.instance.MachineTypeRecommender',
            body: {
              ...body,
              primaryImpact: { ...body.primaryImpact, category: 1 },
              stateInfo: { state: 1 },
              priority: 1,
            },
          },
        ],
      })

      expect(error).toBeNull()
      expect(rows).toMatchObject([
        { monthly_savings: '50.82', currency: 'USD', finding_type: 'CHANGE_MACHINE_TYPE' },
      ])
    })
  },
)

async function collect(
  collector: typeof gcpBilling | typeof gcpUtilization,
  part: string,
  world: GcpWorld,
  settings: object = {},
) {
  const fake = await startFakeGcp(world)
  onTestFinished(() => fake.close())
  const run = testRun(WINDOW, { env: { GOOGLE_OAUTH_ACCESS_TOKEN: 'good' } })
  onTestFinished(run.remove)
  const found = (collector.parts as readonly { id: string }[]).find(({ id }) => id === part)
  const parsed = collector.config.parse({ endpoint: fake.url, ...settings })
  const outcome = await collectPart(found as Parameters<typeof collectPart>[0], parsed, run)
  return { ...outcome, rows: run.rows }
}
