import { z } from 'zod'
import type { Finding } from '../rule.ts'

/** SageMaker gives a vCPU for so much memory, as the functions underneath do. Source: AWS Lambda developer guide. */
const GB_PER_VCPU = 1.769
/** Sizes that can be chosen, in whole GB; the largest where the model's need is not known. Source: SageMaker developer guide. */
const MAX_GB = 6
/** Room above the highest memory seen. */
const ROOM = 1.2
const HOURS_PER_MONTH = 720

/** CTE `serverless`: `provider`, `serverless_usd` a GB-second and where it comes from, of the one region that is known. */
export const SERVERLESS_PRICE = `
  serverless as (
    select provider, min(usd)::double as serverless_usd,
      any_value(concat_ws(', ', region, as_of, source)) as serverless_source
    from unit_price
    where item = 'sagemaker.serverless.memory'
    group by provider
  )
`

/** Columns of an endpoint that say what it would cost without machines. */
export const SERVERLESS_COLUMNS = {
  gpus: z.number(),
  vcpu: z.number().nullable(),
  memory_gib: z.number().nullable(),
  /** Highest share of the memory in use, percent; null: no series. */
  memory_peak: z.number().nullable(),
  /** Null: the catalogue has none. */
  serverless_usd: z.number().nullable(),
  serverless_source: z.string().nullable(),
}
const Columns = z.object(SERVERLESS_COLUMNS)

interface EndpointUse extends z.output<typeof Columns> {
  readonly provider: string
  readonly currency: string
  readonly monthly_cost: string
  readonly replicas: number
  readonly busy_mean: number | null
}

/**
 * What the same work would cost a month without machines: busy vCPU-seconds × GB held meanwhile × price a GB-second. A
 * request that uses all its cores holds 1.769 GB a vCPU-second (low), one that uses a single core all the memory of its size
 * (high); expected is half-way. Data in and out costs the same on both. CPU only, as the service is. Source: finops guide §5,
 * endpoint what-if.
 */
export function serverlessFacts(use: EndpointUse): Finding['facts'] {
  const why = unsuited(use)
  if (why !== null) return { serverless: why }
  const size = sizeOf(use)
  const seconds = (use.busy_mean ?? 0) * use.replicas * (use.vcpu ?? 0) * 3600 * HOURS_PER_MONTH
  const low = seconds * GB_PER_VCPU * (use.serverless_usd ?? 0)
  const high = seconds * Math.max(GB_PER_VCPU, size) * (use.serverless_usd ?? 0)
  const expected = (low + high) / 2
  return {
    serverless:
      high < Number(use.monthly_cost)
        ? 'costs less'
        : low < Number(use.monthly_cost)
          ? 'may cost less'
          : 'costs more',
    serverless_memory_gb: size,
    serverless_cost_low: cents(low),
    serverless_cost: cents(expected),
    serverless_cost_high: cents(high),
    serverless_price: `${use.serverless_usd} USD a GB-second: ${use.serverless_source}`,
  }
}

function unsuited(use: EndpointUse): string | null {
  if (use.provider !== 'aws') return 'no sourced price for this cloud'
  if (use.gpus > 0) return 'is for CPUs only'
  if (use.serverless_usd === null) return 'no sourced price'
  if (use.currency !== 'USD') return `no sourced price in ${use.currency}`
  if (use.vcpu === null || use.busy_mean === null) return 'its size or its load is not known'
  if (neededGb(use) > MAX_GB) return `has ${MAX_GB} GB at most, it uses ${Math.ceil(neededGb(use) / ROOM)} GB`
  return null
}

function neededGb({ memory_gib, memory_peak }: EndpointUse): number {
  return memory_gib === null || memory_peak === null ? 0 : ((memory_gib * memory_peak) / 100) * ROOM
}

function sizeOf(use: EndpointUse): number {
  const needed = neededGb(use)
  return needed === 0 ? MAX_GB : Math.max(1, Math.ceil(needed))
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}
