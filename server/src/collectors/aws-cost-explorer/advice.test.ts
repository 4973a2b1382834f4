import { expect, test } from 'vitest'
import { EC2, world } from './advice-world.ts'
import { KEYS } from './collect-once.ts'
import { collectSide } from './collect-side.ts'
import { awsCostExplorer } from './index.ts'

test('the forecast is asked for in both metrics, to the end of twelve months', async () => {
  const { run, fake, error } = await collectSide('forecast', world)

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      metric: 'billed',
      start: '2026-11-23',
      end: '2026-12-01',
      currency: 'USD',
      mean: '123.45',
      low: '100',
      high: '150',
      as_of: '2026-11-23',
    },
    { metric: 'effective' },
  ])
  expect(fake.calls[0]?.body).toMatchObject({
    TimePeriod: { Start: '2026-11-23', End: '2027-11-01' },
    PredictionIntervalLevel: 80,
  })
})

test('anomalies of the last ninety days are findings', async () => {
  const { run, fake } = await collectSide('anomalies', world)

  expect(run.rows).toMatchObject([
    {
      advisor: 'aws-cost-anomaly-detection',
      finding_id: 'a1',
      service: EC2,
      region: 'us-east-1',
      generated_at: '2026-11-02T00:00:00Z',
      details: { total_impact: 201, root_causes: [{ usage_type: 'BoxUsage:m5.xlarge' }] },
    },
  ])
  expect(fake.calls[0]?.body).toMatchObject({
    DateInterval: { StartDate: '2026-08-26', EndDate: '2026-11-23' },
  })
})

test('rightsizing takes the target that AWS would choose, or the end of the instance', async () => {
  const { run } = await collectSide('rightsizing', world)

  expect(run.rows).toMatchObject([
    {
      finding_type: 'rightsizing_modify',
      resource_id: 'i-0abc',
      monthly_cost: '140.16',
      monthly_savings: '70.08',
      details: { instance_type: 'm5.xlarge', target_instance_type: 'm5.large' },
    },
    {
      finding_type: 'rightsizing_terminate',
      resource_id: 'i-1',
      monthly_cost: null,
      monthly_savings: '9.5',
      currency: 'USD',
    },
  ])
})

test('coverage and utilisation come by month', async () => {
  const { run, error } = await collectSide('commitments', world)

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      measure: 'coverage',
      commitment_type: 'savings_plan',
      unit: 'USD',
      used: '60',
      unused: '40',
      total: '100',
      percentage: 60,
      start: '2026-10-01',
      end: '2026-11-01',
    },
    {
      measure: 'utilization',
      commitment_type: 'savings_plan',
      used: '90.5',
      unused: '9.5',
      net_savings: '20',
    },
    {
      measure: 'coverage',
      commitment_type: 'reservation',
      unit: 'hours',
      used: '30',
      unused: '10',
      total: '40',
    },
    {
      measure: 'utilization',
      commitment_type: 'reservation',
      used: '700',
      unused: '44',
      total: '744',
      net_savings: '12',
    },
  ])
})

test('whoever has no Savings Plans has their reservations nevertheless', async () => {
  const { GetSavingsPlansUtilization: _none, ...costExplorer } = world.costExplorer ?? {}
  const { run, error } = await collectSide('commitments', { costExplorer })

  expect(error).toBeNull()
  expect(run.rows.map(({ measure, commitment_type }) => `${measure} ${commitment_type}`)).toEqual([
    'coverage savings_plan',
    'coverage reservation',
    'utilization reservation',
  ])
})

test('recommended commitments are findings with names that stay', async () => {
  const { run, fake, error } = await collectSide('purchases', world)

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      finding_id: 'savings-plan/COMPUTE_SP/123456789012//',
      finding_type: 'savings_plan_purchase',
      monthly_savings: '250.5',
      details: { hourly_commitment: '1.25' },
    },
    {
      finding_id: `reservation/${EC2}/123456789012/Family=m5/InstanceType=m5.large/Region=us-east-1`,
      monthly_cost: '100',
      monthly_savings: '30',
      region: 'us-east-1',
      details: { instances_to_purchase: '2' },
    },
  ])
  expect(fake.calls).toHaveLength(8)
})

test.each(['anomalies', 'rightsizing', 'commitments', 'purchases'])(
  '%s come page by page, each paid for',
  async (part) => {
    const all = await collectSide(part, world)
    const other = JSON.parse(
      JSON.stringify(world.costExplorer)
        .replaceAll('123456789012', '210987654321')
        .replaceAll('2026-10-01', '2026-09-01')
        .replaceAll('2026-11-01', '2026-10-01'),
    ) as Record<string, unknown[]>
    const doubled = Object.fromEntries(
      Object.entries(world.costExplorer ?? {}).map(([name, rows]) => [
        name,
        [...rows, ...(other[name] ?? [])],
      ]),
    )
    const paged = await collectSide(part, { costExplorer: doubled, pageSize: 1 })

    expect(paged.error).toBeNull()
    expect(paged.run.requests().paid).toBe(paged.fake.calls.length)
    if (part !== 'purchases') expect(paged.run.rows).toHaveLength(all.run.rows.length * 2)
  },
)

test.each(['anomalies', 'rightsizing'])('%s that come twice are stale', async (part) => {
  const { error } = await collectSide(part, world, { faults: ['repeated-groups'] })

  expect(error).toMatchObject({ kind: 'stale_pages' })
})

test('a forecast without history is no data', async () => {
  const { error } = await collectSide('forecast', {})

  expect(error).toMatchObject({ kind: 'no_data' })
})

test.each([
  ['forecast', 'ce:GetCostForecast'],
  ['anomalies', 'ce:GetAnomalies'],
  ['rightsizing', 'ce:GetRightsizingRecommendation'],
  ['commitments', 'ce:GetSavingsPlansCoverage'],
  ['purchases', 'ce:GetSavingsPlansPurchaseRecommendation'],
  ['account-service', 'ce:GetCostAndUsage'],
])('%s names what to grant', async (part, grant) => {
  const { error } = await collectSide(part, world, { faults: ['access-denied'] })

  expect(error).toMatchObject({ kind: 'permission', grant })
})

test('what a person does not want is not asked for', () => {
  const settings = awsCostExplorer.config.parse({ advice: false, groupings: false })
  const on = awsCostExplorer.parts.filter(({ enabled }) => enabled?.(settings) !== false)

  expect(on.map(({ id }) => id)).toEqual(['costs'])
})

test.each(awsCostExplorer.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved for a cent, and its lack told',
  async (permission, probe) => {
    const { fake, run, settings } = await collectSide('anomalies', { ...world, costs: [] }, { env: KEYS })
    const before = run.requests().paid

    expect(await probe.check(settings, run.calls)).toHaveProperty('serverTime')
    expect(run.requests().paid - before).toBe(1)
    fake.script(['access-denied'])
    await expect(probe.check(settings, run.calls)).rejects.toMatchObject({
      kind: 'permission',
      grant: permission,
    })
  },
)
