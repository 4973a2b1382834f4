import { expect, test } from 'vitest'
import { collect, INSTANCE } from './test-kit.ts'

test('recommendations are findings with their savings and the id of the bill', async () => {
  const { rows, error } = await collect('recommendations')

  expect(error).toBeNull()
  expect(rows).toEqual([
    {
      provider: 'gcp',
      advisor: 'google.compute.instance.MachineTypeRecommender',
      finding_id: expect.stringContaining('/recommendations/6dfd692f'),
      finding_type: 'CHANGE_MACHINE_TYPE',
      title: 'Save cost by changing machine type.',
      account_id: 'ml-prod',
      service: 'Compute Engine',
      region: 'us-central1',
      resource_id: INSTANCE,
      state: 'ACTIVE',
      currency: 'USD',
      monthly_cost: null,
      monthly_savings: '50.82',
      generated_at: '2026-11-18T05:00:00.000Z',
      details: {
        location: 'us-central1-a',
        priority: 'P4',
        resource: '//compute.googleapis.com/projects/ml-prod/zones/us-central1-a/instances/trainer',
        operations: [
          {
            action: 'replace',
            path: '/machineType',
            resource_type: 'compute.googleapis.com/Instance',
            value: 'zones/us-central1-a/machineTypes/custom-2-5888',
          },
        ],
      },
    },
    expect.objectContaining({ finding_type: 'DELETE_DISK', currency: 'EUR', monthly_savings: '42.5' }),
  ])
})

test('recommenders are asked where the project has something, each in its kind of place', async () => {
  const { fake } = await collect('recommendations')

  const asked = fake.calls
    .filter(({ operation }) => operation === 'recommender.listRecommendations')
    .map(({ path }) => `${path['recommender']?.replace('google.', '')} ${path['location']}`)
  expect(asked).toEqual([
    'compute.instance.MachineTypeRecommender us-central1-a',
    'compute.instance.MachineTypeRecommender us-central1-b',
    'compute.instance.IdleResourceRecommender us-central1-a',
    'compute.instance.IdleResourceRecommender us-central1-b',
    'compute.disk.IdleResourceRecommender us-central1-a',
    'compute.disk.IdleResourceRecommender us-central1-b',
    'compute.disk.IdleResourceRecommender us-central1',
    'compute.address.IdleResourceRecommender us-central1',
    'compute.address.IdleResourceRecommender global',
    'compute.commitment.UsageCommitmentRecommender us-central1',
    'cloudsql.instance.IdleRecommender us-central1',
    'cloudsql.instance.OverprovisionedRecommender us-central1',
  ])
})
