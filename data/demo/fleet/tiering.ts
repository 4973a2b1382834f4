import { readOf } from './bucket-inventory.ts'
import type { Fleet } from './fleet.ts'
import { plantDecoy, plantWaste } from './plant.ts'
import type { Bucket } from './storage.ts'

type Cloud = 'aws' | 'azure' | 'gcp'

interface Tier {
  readonly rule: string
  readonly name: string
  /** Prices of a GB-month there and where it is now, of a thousand transitions and of a GB read. */
  readonly price: number
  readonly standard: number
  readonly transition: number
  readonly retrieval: number
  readonly minimumKb: number
}

const TIERS: Readonly<Record<Cloud, Tier>> = {
  aws: {
    rule: 'ST-02',
    name: 'Glacier Instant Retrieval',
    price: 0.004,
    standard: 0.023,
    transition: 0.02,
    retrieval: 0.03,
    minimumKb: 128,
  },
  gcp: {
    rule: 'ST-07',
    name: 'Coldline',
    price: 0.004,
    standard: 0.02,
    transition: 0.02,
    retrieval: 0.02,
    minimumKb: 0,
  },
  azure: {
    rule: 'ST-08',
    name: 'Cold',
    price: 0.0036,
    standard: 0.0208,
    transition: 0.018,
    retrieval: 0.03,
    minimumKb: 0,
  },
}

/** Share of the old objects that cross the age of 90 days in 30 days. */
const NEWLY_OLD = 0.08

/** What a bucket without lifecycle saves by moving what is older than 90 days; buckets that lose by it are decoys. */
export function plantTiering(
  fleet: Fleet,
  bucket: Bucket & { readonly cloud: Cloud; readonly id: string; readonly stored: number },
): void {
  if (bucket.lifecycle || bucket.quietDays !== undefined || bucket.storage !== undefined) return
  const tier = TIERS[bucket.cloud]
  const old = bucket.old ?? 0.3
  const saved = old * netPerGb(bucket, tier)
  const common = { name: `tiering-${bucket.cloud}`, ids: [bucket.id], series: [bucket.stored] }
  if (saved <= 0) {
    const why = `objects of ${bucket.averageObjectKb} KB${bucket.hot ? ', old ones read as often as new ones' : ''}: fees eat the saving`
    plantDecoy(fleet, { ...common, name: `no-${common.name}`, tempts: [tier.rule, 'ST-01'], why })
    return
  }
  const method = `${Math.round(old * 100)} % of the bytes to ${tier.name}, less retrieval and monthly transitions; without the first move`
  const fixes = [{ rule: tier.rule, keep: 1 - saved / tier.standard, method }]
  const intelligent = bucket.cloud === 'aws' ? intelligentTiering(bucket, old) : null
  plantWaste(fleet, {
    ...common,
    needs: ['inventory'],
    why: 'no lifecycle rule, old objects are hardly read',
    fixes: intelligent === null ? fixes : [...fixes, intelligent],
  })
}

/** Dollars a GB-month of old bytes: price difference less what reading and moving costs. */
function netPerGb(bucket: Bucket, tier: Tier): number {
  const objects = 1e6 / bucket.averageObjectKb
  const stored = tier.price * Math.max(1, tier.minimumKb / bucket.averageObjectKb)
  const moving = (NEWLY_OLD * objects * tier.transition) / 1000
  return tier.standard - stored - readOf(bucket, 'old') * tier.retrieval - moving
}

function intelligentTiering(bucket: Bucket, old: number) {
  if (bucket.averageObjectKb < 128) return null
  const monitoring = ((1e6 / bucket.averageObjectKb) * 0.0025) / 1000
  const saved = old * (0.023 - 0.004) - monitoring
  return {
    rule: 'ST-01',
    keep: 1 - Math.max(0, saved) / 0.023,
    method: 'Intelligent-Tiering: Archive Instant Access after 90 days, less monitoring',
  }
}
