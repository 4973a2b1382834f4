import type { Calendar } from '../calendar.ts'
import { addAppServers, addCluster, SAVINGS_PLAN } from './aws-apps.ts'
import { addDatasets } from './aws-datasets.ts'
import { addCapacityBlock, addGpuCluster, addRlWorkers, CAPACITY_BLOCK, GPU_RESERVATION } from './aws-gpus.ts'
import { addOrphans } from './aws-orphans.ts'
import { addBuckets, addData, addMarketplace, addNetwork } from './aws-platform.ts'
import { addEndpoints, addNotebooks } from './aws-serving.ts'
import { addGenerativeAi, addTrainingPlans } from './aws-training.ts'
import { addAzureGpus, addAzureMl } from './azure-ml.ts'
import { AZURE_RESERVATION, addAzureEurope, addOffice } from './azure-office.ts'
import { addCommitments } from './commitments.ts'
import { addFees } from './fees.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { addGcpEurope, addGpus } from './gcp-gpus.ts'
import { addTelemetry, GCP_COMMITMENT } from './gcp-telemetry.ts'
import { addVertex } from './gcp-vertex.ts'
import { monthHour } from './hours.ts'
import { addDust } from './micro.ts'
import { addPinemoor } from './pinemoor.ts'
import { plant } from './plant.ts'

const PARTS: readonly ((fleet: Fleet) => void)[] = [
  addGpuCluster,
  addRlWorkers,
  addCapacityBlock,
  addEndpoints,
  addNotebooks,
  addTrainingPlans,
  addDatasets,
  addGenerativeAi,
  addCluster,
  addAppServers,
  addOrphans,
  addData,
  addNetwork,
  addMarketplace,
  addBuckets,
  addPinemoor,
  addAzureGpus,
  addAzureMl,
  addOffice,
  addAzureEurope,
  addGpus,
  addTelemetry,
  addGcpEurope,
]

/** The whole company: what it runs, what happened to it, and what is hidden in it to be found. */
export function buildFleet(calendar: Calendar): Fleet {
  const fleet = createFleet(calendar)
  for (const add of PARTS) add(fleet)
  addVertex(fleet, 'tb-mlops', 'ml-platform', 'mlops', 1)
  addVertex(fleet, 'tb-voice-eu', 'voice', 'voice-eu', 0.6)
  addDust(fleet)
  addCommitments(fleet, {
    gpu: GPU_RESERVATION,
    block: CAPACITY_BLOCK,
    savingsPlan: SAVINGS_PLAN,
    azure: AZURE_RESERVATION,
    gcp: GCP_COMMITMENT,
  })
  addFees(fleet)
  plantOldVolumes(fleet)
  fleet.events.push(...outages(fleet))
  return fleet
}

function plantOldVolumes(fleet: Fleet): void {
  const ids = fleet.inventory.filter(({ attributes: { volume_type } }) => volume_type === 'gp2')
  plant(
    fleet,
    'gp2-volume',
    'GEN-01',
    ids.map(({ resourceId }) => resourceId),
    0.2,
    'gp3 is a fifth cheaper',
  )
}

/** One A100 node stood still for three days under the reservation: those hours are unused commitment. */
function outages(fleet: Fleet) {
  const node = fleet.series.find(({ resourceName }) => resourceName === 'perception-train-a100-2')
  const fromHour = monthHour(fleet, 4, 11)
  return node === undefined
    ? []
    : [{ series: node.id, fromHour, untilHour: fromHour + 72, factor: 0, perDay: 0 }]
}
