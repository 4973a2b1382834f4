import type { Calendar } from '../calendar.ts'
import { addAnomalies } from './anomalies.ts'
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
import { addCoveredIdle, EUROPE_RESERVATION, PINEMOOR_PLAN } from './covered.ts'
import { addComputeDecoys } from './decoys-compute.ts'
import { addDataDecoys } from './decoys-data.ts'
import { addFees } from './fees.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { addGcpEurope, addGpus } from './gcp-gpus.ts'
import { addTelemetry, GCP_COMMITMENT } from './gcp-telemetry.ts'
import { addVertex } from './gcp-vertex.ts'
import { plantGenerations } from './generations.ts'
import { monthHour } from './hours.ts'
import { addDust } from './micro.ts'
import { addPinemoor } from './pinemoor.ts'
import { plantWaste } from './plant.ts'
import { addDatabaseWaste } from './waste-database.ts'
import { addIdle } from './waste-idle.ts'
import { addMlWaste } from './waste-ml.ts'
import { addNetworkWaste } from './waste-network.ts'
import { addAlwaysOn } from './waste-schedule.ts'
import { addOversized } from './waste-size.ts'
import { addSpotWaste } from './waste-spot.ts'
import { addStorageWaste } from './waste-storage.ts'

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
  addCoveredIdle,
  addSpotWaste,
  addOversized,
  addDatabaseWaste,
  addIdle,
  addAlwaysOn,
  addStorageWaste,
  addMlWaste,
  addNetworkWaste,
  addComputeDecoys,
  addDataDecoys,
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
    pinemoor: PINEMOOR_PLAN,
    europe: EUROPE_RESERVATION,
  })
  addFees(fleet)
  plantOldVolumes(fleet)
  plantGenerations(fleet)
  addAnomalies(fleet)
  fleet.events.push(...outages(fleet))
  return fleet
}

/** All that are attached: of the others, something better is known. */
function plantOldVolumes(fleet: Fleet): void {
  const old = fleet.inventory.filter(
    ({ attributes }) => attributes['volume_type'] === 'gp2' && attributes['attached'] === true,
  )
  plantWaste(fleet, {
    name: 'gp2-volume',
    ids: old.map(({ resourceId }) => resourceId),
    why: 'gp3 is a fifth cheaper and not slower at these sizes',
    fixes: [{ rule: 'GEN-01', keep: 0.8, method: 'price of gp3' }],
  })
}

/** One A100 node stood still for three days under the reservation: those hours are unused commitment. */
function outages(fleet: Fleet) {
  const node = fleet.series.find(({ resourceName }) => resourceName === 'perception-train-a100-2')
  const fromHour = monthHour(fleet, 4, 11)
  return node === undefined
    ? []
    : [{ series: node.id, fromHour, untilHour: fromHour + 72, factor: 0, perDay: 0 }]
}
