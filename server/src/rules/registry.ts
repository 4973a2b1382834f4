import { savingsPlan } from './commitment/cm-01-savings-plan.ts'
import { unusedCommitment } from './commitment/cm-02-unused.ts'
import { expiringCommitment } from './commitment/cm-03-expiring.ts'
import { committedUse } from './commitment/cm-04-committed-use.ts'
import { reservedDatabases } from './commitment/cm-06-reserved-databases.ts'
import { sagemakerSavingsPlan } from './commitment/ml-13-sagemaker-savings-plan.ts'
import { gp2Volume } from './generation/gen-01-gp2-volume.ts'
import { newerX86 } from './generation/gen-02-newer-x86.ts'
import { armMachine } from './generation/gen-03-arm.ts'
import { unusualCost } from './governance/an-01-unusual-cost.ts'
import { untaggedCost } from './governance/gov-01-untagged-cost.ts'
import { idlePublicIp } from './idle/idle-01-public-ip.ts'
import { unattachedDisk } from './idle/idle-02-unattached-disk.ts'
import { stoppedMachine } from './idle/idle-03-stopped-machine.ts'
import { idleMachine } from './idle/idle-05-machine.ts'
import { idleLoadBalancer } from './idle/idle-06-load-balancer.ts'
import { idleNatGateway } from './idle/idle-07-nat-gateway.ts'
import { oldSnapshot } from './idle/idle-08-old-snapshot.ts'
import { idleEndpoint } from './idle/idle-11-endpoint.ts'
import { emptyCluster } from './idle/idle-13-empty-cluster.ts'
import { kubernetesSupport } from './licence/lic-01-kubernetes-extended-support.ts'
import { databaseSupport } from './licence/lic-02-database-extended-support.ts'
import { logRetention } from './logs/log-01-retention.ts'
import { logIngestion } from './logs/log-02-ingestion.ts'
import { customMetrics } from './logs/log-03-custom-metrics.ts'
import { paidTrail } from './logs/log-04-paid-trail.ts'
import { managedSpotTraining } from './ml/ml-01-managed-spot-training.ts'
import { gcpSpotTraining } from './ml/ml-02-gcp-spot-training.ts'
import { azureLowPriority } from './ml/ml-03-azure-low-priority.ts'
import { endpointScaling } from './ml/ml-04-endpoint-scaling.ts'
import { notebookHours } from './ml/ml-05-notebook-hours.ts'
import { multiModel } from './ml/ml-06-multi-model.ts'
import { gpuPacking } from './ml/ml-07-gpu-packing.ts'
import { oldGpu } from './ml/ml-08-old-gpu.ts'
import { trainingFileSystem } from './ml/ml-11-file-system.ts'
import { tpu } from './ml/ml-15-tpu.ts'
import { natData } from './network/net-01-nat-data.ts'
import { crossZone } from './network/net-02-cross-zone.ts'
import { crossRegion } from './network/net-03-cross-region.ts'
import { internetEgress } from './network/net-04-internet-egress.ts'
import { cheaperRegion } from './network/reg-01-cheaper-region.ts'
import { vmSize } from './rightsizing/rs-01-vm-size.ts'
import { unmeasuredVm } from './rightsizing/rs-02-unmeasured-vm.ts'
import { memoryFamily } from './rightsizing/rs-03-memory-family.ts'
import { burstable } from './rightsizing/rs-04-burstable.ts'
import { gpuSize } from './rightsizing/rs-05-gpu-size.ts'
import { diskPerformance } from './rightsizing/rs-06-disk-performance.ts'
import { diskSize } from './rightsizing/rs-07-disk-size.ts'
import { databaseSize } from './rightsizing/rs-08-database-size.ts'
import { standbyDatabase } from './rightsizing/rs-09-standby-database.ts'
import { kubernetesRequests } from './rightsizing/rs-10-kubernetes-requests.ts'
import type { Rule } from './rule.ts'
import { offHours } from './schedule/sch-01-off-hours.ts'
import { shortLived } from './spot/spot-01-short-lived.ts'
import { batchNodes } from './spot/spot-02-batch-nodes.ts'
import { scalingGroups } from './spot/spot-03-scaling-groups.ts'
import { nodePools } from './spot/spot-04-node-pools.ts'
import { buildRunners } from './spot/spot-05-build-runners.ts'
import { devMachines } from './spot/spot-06-dev-machines.ts'
import { intelligentTiering } from './storage/st-01-intelligent-tiering.ts'
import { s3ByAge } from './storage/st-02-s3-lifecycle.ts'
import { quietBucket } from './storage/st-03-quiet-bucket.ts'
import { incompleteUploads } from './storage/st-04-incomplete-uploads.ts'
import { oldVersions } from './storage/st-05-old-versions.ts'
import { wrongClass } from './storage/st-06-wrong-class.ts'
import { gcsByAge } from './storage/st-07-gcs-class.ts'
import { blobsByAge } from './storage/st-08-blob-tier.ts'
import { redundancy } from './storage/st-09-redundancy.ts'
import { compression } from './storage/st-10-compression.ts'
import { staleCopies } from './storage/st-11-stale-copies.ts'

/** Every rule: one line each, by family. */
export const rules: readonly Rule[] = [
  shortLived,
  batchNodes,
  scalingGroups,
  nodePools,
  buildRunners,
  devMachines,
  idlePublicIp,
  unattachedDisk,
  stoppedMachine,
  idleMachine,
  idleLoadBalancer,
  idleNatGateway,
  oldSnapshot,
  idleEndpoint,
  emptyCluster,
  intelligentTiering,
  s3ByAge,
  quietBucket,
  incompleteUploads,
  oldVersions,
  wrongClass,
  gcsByAge,
  blobsByAge,
  redundancy,
  compression,
  staleCopies,
  logRetention,
  logIngestion,
  customMetrics,
  paidTrail,
  kubernetesSupport,
  databaseSupport,
  vmSize,
  unmeasuredVm,
  memoryFamily,
  burstable,
  gpuSize,
  diskPerformance,
  diskSize,
  databaseSize,
  standbyDatabase,
  kubernetesRequests,
  gp2Volume,
  newerX86,
  armMachine,
  savingsPlan,
  unusedCommitment,
  expiringCommitment,
  committedUse,
  reservedDatabases,
  sagemakerSavingsPlan,
  managedSpotTraining,
  gcpSpotTraining,
  azureLowPriority,
  endpointScaling,
  notebookHours,
  multiModel,
  gpuPacking,
  oldGpu,
  trainingFileSystem,
  tpu,
  offHours,
  natData,
  crossZone,
  crossRegion,
  internetEgress,
  cheaperRegion,
  untaggedCost,
  unusualCost,
]
