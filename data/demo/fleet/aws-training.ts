import type { Team } from '../company.ts'
import { addSeries, type Fleet, ownedBy } from './fleet.ts'
import { addMeters } from './meter.ts'
import { TRAINING_LOAD } from './metrics.ts'
import { linesOf, plantAnomaly, plantWaste } from './plant.ts'
import { addTraining } from './sagemaker.ts'

export function addTrainingPlans(fleet: Fleet): void {
  const plan = (name: string, team: Team, type: string, startsAt: number, hours: number, every: number) => ({
    account: 'ml-research',
    name,
    type,
    owner: ownedBy(team, name, 'prod'),
    startsAt,
    hours,
    every,
    load: TRAINING_LOAD,
  })
  const nightly = addTraining(fleet, plan('perception-nightly', 'perception', 'ml.p4d.24xlarge', 1, 7, 0.93))
  train(fleet, 'nightly-training', nightly)
  train(
    fleet,
    'policy-training',
    addTraining(fleet, plan('nav-policy', 'navigation', 'ml.g5.48xlarge', 3, 8, 0.7)),
  )
  train(
    fleet,
    'forecast-training',
    addTraining(fleet, plan('demand-refit', 'storefront', 'ml.m5.4xlarge', 2, 2, 0.95)),
  )
  addTraining(fleet, { ...plan('sim-replay', 'simulation', 'ml.g5.12xlarge', 5, 9, 0.8), managedSpot: true })
  addTraining(fleet, plan('fraud-refit', 'payments', 'ml.m5.4xlarge', 4, 1, 0.6))
  const burst = addTraining(fleet, {
    ...plan('grasp-sweep', 'robotics-core', 'ml.p4d.24xlarge', 9, 9, 1),
    count: 2,
    fromDaysAgo: 5,
  })
  const series = linesOf(fleet, burst)
  plantAnomaly(
    fleet,
    { name: 'training-sweep', shape: 'shift', series, cause: 'a new sweep on p4d, two runs a day' },
    5,
    0,
  )
}

/** Training that writes checkpoints and could run on managed spot, at the price that others of the company pay there. */
function train(fleet: Fleet, name: string, ids: readonly string[]): void {
  const method = 'managed spot at 34 % of the price and 8 % rework'
  const fixes = [{ rule: 'ML-01', keep: 0.34 * 1.08, method }]
  plantWaste(fleet, { name, ids: ids.slice(-40), why: 'checkpointed, on demand', fixes })
}

export function addGenerativeAi(fleet: Fleet): void {
  const team = ownedBy('support-insights', 'support-copilot')
  for (const [meter, price, base] of [
    ['Million Input Tokens', '3', 2.6],
    ['Million Output Tokens', '15', 0.62],
  ] as const) {
    addSeries(fleet, {
      account: 'ml-prod',
      owner: team,
      service: 'claude',
      publisher: 'Anthropic, PBC',
      meter,
      usageType: `USE1-MP:USE1_${meter.replace(/ /g, '')}-Units`,
      operation: 'Usage',
      unit: 'Units',
      price,
      factor: '1',
      base,
      shape: 'traffic',
      noise: 0.2,
      startSize: 0.18,
      ml: true,
    })
  }
  addMeters(
    fleet,
    'ml-prod',
    team,
    [
      [
        'bedrock',
        'Titan Embeddings input tokens, 1K',
        'USE1-TitanEmbed-Text-input-tokens',
        '1K tokens',
        '0.00002',
        9000,
        'traffic',
        0.3,
        0,
      ],
      [
        'bedrock',
        'Nova Lite input tokens, 1K',
        'USE1-NovaLite-input-tokens',
        '1K tokens',
        '0.00006',
        24_000,
        'traffic',
        0.3,
        0,
      ],
      [
        'sagemaker',
        'Processing ml.m5.4xlarge hour',
        'Processing:ml.m5.4xlarge',
        'Hours',
        '0.922',
        3.1,
        'nightly',
        0.3,
      ],
      [
        'sagemaker',
        'Pipelines ml.c5.2xlarge hour',
        'Pipelines:ml.c5.2xlarge',
        'Hours',
        '0.408',
        2.2,
        'nightly',
        0.3,
      ],
      [
        'fsx',
        'FSx for Lustre SSD persistent storage',
        'PersistentStorage:SSD-125',
        'GB-Months',
        '0.145',
        36_000 / 730,
      ],
    ],
    { ml: true },
  )
}
