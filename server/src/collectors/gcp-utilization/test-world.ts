import type { GcpWorld, Series } from '../../../../test/clouds/gcp/world.ts'

const AT_5 = Date.parse('2026-11-22T06:00:00Z') / 1000
const MEAN = 12

/** For tests: two projects, of which one runs a machine with two GPUs, a database and some leftovers. */
export const world: GcpWorld = {
  token: 'good',
  now: '2026-11-23T00:00:00Z',
  projects: [
    { projectId: 'ml-prod', number: '101', displayName: 'ML', parent: 'folders/7', billingAccount: 'A' },
    { projectId: 'web-prod', number: '102', displayName: 'Web', parent: 'folders/7', billingAccount: 'A' },
  ],
  instances: [
    {
      project: 'ml-prod',
      scope: 'zones/us-central1-a',
      body: {
        id: '9001',
        name: 'trainer',
        zone: 'https://www.googleapis.com/compute/v1/projects/ml-prod/zones/us-central1-a',
        machineType:
          'https://www.googleapis.com/compute/v1/projects/ml-prod/zones/us-central1-a/machineTypes/a2-highgpu-1g',
        status: 'RUNNING',
        lastStartTimestamp: '2026-11-01T08:00:00.000-07:00',
        scheduling: { provisioningModel: 'SPOT' },
        guestAccelerators: [
          { acceleratorType: 'projects/x/zones/y/acceleratorTypes/nvidia-tesla-a100', acceleratorCount: 1 },
        ],
        labels: { team: 'ml' },
      },
    },
  ],
  disks: [
    {
      project: 'ml-prod',
      scope: 'zones/us-central1-b',
      body: {
        id: '9101',
        name: 'left-over',
        zone: 'https://www.googleapis.com/compute/v1/projects/ml-prod/zones/us-central1-b',
        type: 'projects/ml-prod/zones/us-central1-b/diskTypes/pd-ssd',
        sizeGb: '500',
        status: 'READY',
        lastDetachTimestamp: '2026-08-01T00:00:00Z',
      },
    },
  ],
  addresses: [
    {
      project: 'ml-prod',
      scope: 'regions/us-central1',
      body: { id: '9201', name: 'spare', region: 'projects/ml-prod/regions/us-central1', status: 'RESERVED' },
    },
  ],
  series: [
    level('compute.googleapis.com/instance/cpu/utilization', {}, 0.25, 0.75),
    level('agent.googleapis.com/memory/percent_used', { state: 'used' }, 40, 60),
    level('agent.googleapis.com/memory/percent_used', { state: 'cached' }, 50, 50),
    level('agent.googleapis.com/gpu/utilization', { gpu_number: '0' }, 10, 20),
    level('agent.googleapis.com/gpu/utilization', { gpu_number: '1' }, 50, 90),
    level('compute.googleapis.com/instance/disk/read_ops_count', { device_name: 'boot' }, 1000, 0),
    level('compute.googleapis.com/instance/disk/read_ops_count', { device_name: 'data' }, 500, 0),
    {
      ...level('aiplatform.googleapis.com/prediction/online/prediction_count', {}, 90, 0),
      resource: {
        type: 'aiplatform.googleapis.com/Endpoint',
        labels: { resource_container: 'ml-prod', location: 'us-central1', endpoint_id: '77' },
      },
    },
    {
      ...level('cloudsql.googleapis.com/database/network/connections', {}, 12, 20),
      resource: {
        type: 'cloudsql_database',
        labels: { project_id: 'ml-prod', database_id: 'ml-prod:orders', region: 'us-central1' },
      },
    },
  ],
  recommendations: [
    recommendation('us-central1-a', 'google.compute.instance.MachineTypeRecommender', {
      name: 'projects/101/locations/us-central1-a/recommenders/google.compute.instance.MachineTypeRecommender/recommendations/6dfd692f',
      description: 'Save cost by changing machine type.',
      recommenderSubtype: 'CHANGE_MACHINE_TYPE',
      lastRefreshTime: '2026-11-18T05:00:00Z',
      primaryImpact: impact({ units: '-50', nanos: -820_000_000, currencyCode: 'USD' }, '2592000s'),
      content: {
        operationGroups: [
          {
            operations: [
              {
                action: 'replace',
                resourceType: 'compute.googleapis.com/Instance',
                resource: '//compute.googleapis.com/projects/ml-prod/zones/us-central1-a/instances/trainer',
                path: '/machineType',
                value: 'zones/us-central1-a/machineTypes/custom-2-5888',
              },
            ],
          },
        ],
        overview: { currentMachineType: { name: 'a2-highgpu-1g' } },
      },
      stateInfo: { state: 1 },
      priority: 1,
    }),
    recommendation('us-central1-b', 'google.compute.disk.IdleResourceRecommender', {
      name: 'projects/101/locations/us-central1-b/recommenders/google.compute.disk.IdleResourceRecommender/recommendations/1',
      recommenderSubtype: 'DELETE_DISK',
      // Half a month: twice as much in a month.
      primaryImpact: impact({ units: '-21', nanos: -250_000_000, currencyCode: 'EUR' }, '1296000s'),
      stateInfo: { state: 1 },
    }),
  ],
}

function level(type: string, labels: Record<string, string>, mean: number, maximum: number): Series {
  return {
    project: 'ml-prod',
    metric: { type, labels },
    resource: {
      type: 'gce_instance',
      labels: { project_id: 'ml-prod', zone: 'us-central1-a', instance_id: '9001' },
    },
    value: (end, aligner) => (end === AT_5 ? (aligner === MEAN || aligner === 1 ? mean : maximum) : 0),
  }
}

function recommendation(location: string, recommender: string, body: Record<string, unknown>) {
  return { project: 'ml-prod', location, recommender, body }
}

function impact(cost: Record<string, unknown>, duration: string) {
  return { category: 1, costProjection: { cost, duration } }
}
