import { idlePublicIp } from './idle/idle-01-public-ip.ts'
import { unattachedDisk } from './idle/idle-02-unattached-disk.ts'
import { stoppedMachine } from './idle/idle-03-stopped-machine.ts'
import { idleMachine } from './idle/idle-05-machine.ts'
import { idleLoadBalancer } from './idle/idle-06-load-balancer.ts'
import { idleNatGateway } from './idle/idle-07-nat-gateway.ts'
import { oldSnapshot } from './idle/idle-08-old-snapshot.ts'
import { idleEndpoint } from './idle/idle-11-endpoint.ts'
import { emptyCluster } from './idle/idle-13-empty-cluster.ts'
import type { Rule } from './rule.ts'
import { s3ByAge } from './storage/st-02-s3-lifecycle.ts'
import { gcsByAge } from './storage/st-07-gcs-class.ts'
import { blobsByAge } from './storage/st-08-blob-tier.ts'

/** Every rule: one line each, by family. */
export const rules: readonly Rule[] = [
  idlePublicIp,
  unattachedDisk,
  stoppedMachine,
  idleMachine,
  idleLoadBalancer,
  idleNatGateway,
  oldSnapshot,
  idleEndpoint,
  emptyCluster,
  s3ByAge,
  gcsByAge,
  blobsByAge,
]
