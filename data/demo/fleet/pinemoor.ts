import { addAwsVm } from './aws-vm.ts'
import type { Fleet, Owner } from './fleet.ts'
import { addMeters } from './meter.ts'
import { plantDecoy, plantWaste } from './plant.ts'
import { addEndpoint, addNotebook, addTraining } from './sagemaker.ts'
import { addBucket } from './storage.ts'

/** The acquired start-up: its own payer, its own spelling of tags, paid in part by credits. */
export function addPinemoor(fleet: Fleet): void {
  const owner: Owner = { team: 'voice', app: 'pinemoor-voice', env: 'prod', tagged: true }
  for (let index = 1; index <= 3; index++) {
    const { id } = addAwsVm(fleet, {
      account: 'pinemoor-prod',
      name: `pm-gpu-${index}`,
      type: 'g5.12xlarge',
      owner,
      load: {
        cpu: 30,
        memory: 40,
        gpu: index === 3 ? 12 : 58,
        gpuMemory: index === 3 ? 91 : 50,
        shape: 'traffic',
      },
      ml: true,
      diskGib: 400,
    })
    if (index < 3) continue
    const why = 'GPUs 12 % busy, their memory full with one large model'
    plantDecoy(fleet, { name: 'full-gpu-memory-four', ids: [id], tempts: ['RS-05', 'ML-07'], why })
  }
  for (let index = 1; index <= 4; index++) {
    addAwsVm(fleet, {
      account: 'pinemoor-prod',
      name: `pm-api-${index}`,
      type: index < 3 ? 'c5.2xlarge' : 'm5.xlarge',
      owner,
      load: { cpu: 28, memory: 45, shape: 'traffic' },
      diskType: 'gp2',
    })
  }
  addEndpoint(fleet, {
    account: 'pinemoor-prod',
    name: 'pm-intent',
    type: 'ml.g5.2xlarge',
    count: 2,
    owner,
    load: { cpu: 33, memory: 41, gpu: 29, gpuMemory: 44, invocations: 14_000 },
  })
  const unused = addEndpoint(fleet, {
    account: 'pinemoor-lab',
    name: 'pm-intent-canary',
    type: 'ml.g5.2xlarge',
    owner: { ...owner, env: 'staging' },
    load: { cpu: 0.5, memory: 9, gpu: 0, gpuMemory: 12, invocations: 0, swing: 0 },
  })
  const why = 'canary that nobody calls'
  plantWaste(fleet, {
    name: 'canary-unused',
    ids: [unused.id],
    needs: ['metrics'],
    why,
    fixes: [{ rule: 'IDLE-11' }],
  })
  addNotebook(fleet, {
    account: 'pinemoor-lab',
    name: 'pm-lab-1',
    type: 'ml.g4dn.xlarge',
    owner: { ...owner, env: 'dev' },
    shape: 'office',
    load: { cpu: 20, memory: 35, gpu: 24, gpuMemory: 30, shape: 'office' },
  })
  addTraining(fleet, {
    account: 'pinemoor-lab',
    name: 'pm-asr',
    type: 'ml.g5.48xlarge',
    owner: { ...owner, env: 'dev' },
    startsAt: 20,
    hours: 3,
    every: 0.5,
    load: { cpu: 50, memory: 60, gpu: 81, gpuMemory: 70 },
  })
  addBucket(fleet, {
    account: 'pinemoor-lab',
    name: 'pm-speech-corpus',
    owner,
    terabytes: 60,
    averageObjectKb: 700,
    writesK: 1.1,
    readsK: 15,
    ml: true,
    old: 0.8,
  })
  addMeters(fleet, 'pinemoor-prod', owner, [
    ['rds', 'db.r5.xlarge instance hour', 'EU-InstanceUsage:db.r5.xlarge', 'Hours', '0.568', 2],
    ['cloudwatch', 'log data ingested', 'EU-DataProcessing-Bytes', 'GB', '0.57', 1.2, 'traffic', 0.2],
  ])
}
