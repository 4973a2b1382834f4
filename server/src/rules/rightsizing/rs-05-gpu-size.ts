import { z } from 'zod'
import {
  amountOf,
  changeFacts,
  downTo,
  MACHINE_COLUMNS,
  MachineRow,
  NewMachineRow,
  priceShare,
  refusal,
  trust,
} from '../base/machine-change.ts'
import { LOAD } from '../base/machine-load.ts'
import { PRICED_MACHINES } from '../base/machine-option.ts'
import { defineRule, exactly, silence } from '../rule.ts'
import { fitSettings } from './fit-settings.ts'
import { GPU_FIT } from './gpu-fit.ts'
import { NEED } from './need.ts'
import { gpuSteps } from './remedies.ts'

const Row = MachineRow.extend(NewMachineRow.shape).extend({
  gpu: z.string().nullable(),
  gpus: z.number(),
  gpu_memory_gib: z.number().nullable(),
  gpu_days: z.number().nullable(),
  gpu_p95: z.number().nullable(),
  gpu_coarse: z.boolean().nullable(),
  gpu_mem_days: z.number().nullable(),
  gpu_mem_top: z.number().nullable(),
  need_gpus: z.number().nullable(),
  need_gpu_memory: z.number().nullable(),
  cpu_days: z.number().nullable(),
  mem_days: z.number().nullable(),
  new_gpu: z.string().nullable(),
  new_gpus: z.number().nullable(),
  strict_share: z.number().nullable(),
})

/**
 * Fewer or smaller accelerators for work that leaves most of them idle and whose memory fits. Another model only where the
 * throughput of both is known; cores and memory of the host are held too.
 */
export const gpuSize = defineRule({
  id: 'RS-05',
  slug: 'rs-05-gpu-size',
  title: 'More GPU than the work uses',
  family: 'rightsizing',
  class: 'usage',
  stage: 'resize',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['metrics', 'prices'],
  settings: z.object({
    ...fitSettings('GPU utilisation'),
    max_gpu: z.number().min(1).max(90).default(30).describe('P95 of GPU utilisation in percent, at most'),
  }),
  sql: `
    with ${PRICED_MACHINES}, ${LOAD}, ${NEED}, ${GPU_FIT}
    select ${MACHINE_COLUMNS}, gpu, gpus, gpu_memory_gib, gpu_days, gpu_p95, gpu_coarse, gpu_mem_days, gpu_mem_top, need_gpus,
      need_gpu_memory, cpu_days, mem_days, new_type, new_vcpu, new_memory, new_price, new_gpu, new_gpus, share, strict_share
    from wanted
    left join (select provider, billing_account, resource, currency, new_type, new_vcpu, new_memory, new_price, new_gpu, new_gpus,
        share, strict_share from best) as best using (provider, billing_account, resource, currency)
    where kind in ('vm', 'ml') and coalesce(role, '') not in ('training', 'batch')
  `,
  row: Row,
  judge(row, { settings }) {
    const refused = refusal(row, settings.days) ?? unknown(row, settings.days)
    if (refused !== null) return refused
    if ((row.gpu_p95 ?? 100) > settings.max_gpu) return silence('not_worth_it', 'Its GPUs are in use.')
    if (row.new_type === null || row.share === null)
      return silence('not_worth_it', 'No cheaper machine holds its work and what it keeps in GPU memory.')
    const price = downTo(priceShare(row, row.share), Math.max(row.strict_share ?? 0, row.share * 0.6))
    return {
      verdict: 'finding',
      grade: 'U',
      title: `${row.name} uses ${(row.gpu_p95 ?? 0).toFixed(0)} % of ${amountText(row.gpus)} ${row.gpu} at P95: ${row.new_type} would do`,
      probability: trust(row, row.gpu_coarse === true || row.new_gpu !== row.gpu ? 0.65 : 0.8),
      savings: amountOf(row, price),
      factors: [
        price,
        exactly(
          'accelerators that the work needs, head-room included',
          row.need_gpus ?? 0,
          row.gpu ?? 'GPU',
          'metrics',
        ),
        exactly('GPU memory that it needs, head-room included', row.need_gpu_memory ?? 0, 'GiB', 'metrics'),
      ],
      oneOff: 0,
      effort: 'M',
      risk: row.new_gpu === row.gpu ? 'medium' : 'high',
      facts: factsOf(row),
      remediation: gpuSteps({ ...row, id: row.resource_ids[0] ?? '', new_type: row.new_type }),
    }
  },
})

function unknown(row: z.output<typeof Row>, days: number) {
  if (row.cluster !== null || row.job !== null)
    return silence('excluded', 'A node of a cluster or of a batch job.')
  if ((row.gpu_days ?? 0) < days)
    return silence('no_metrics', `No GPU series for ${days} days: connect DCGM or nvidia-smi.`)
  if ((row.gpu_mem_days ?? 0) < days)
    return silence(
      'no_metrics',
      `No GPU memory series for ${days} days: a smaller GPU might not hold the model.`,
    )
  if (row.list_price === null || row.gpu_memory_gib === null)
    return silence('price_unknown', `The catalogue has no price of ${row.type ?? 'this machine'}.`)
  return null
}

function factsOf(row: z.output<typeof Row>) {
  return {
    ...changeFacts(row),
    gpu: row.gpu,
    gpus: row.gpus,
    gpu_p95: row.gpu_p95,
    gpu_memory_top: row.gpu_mem_top,
    gpu_days: row.gpu_days,
    new_gpu: row.new_gpu,
    new_gpus: row.new_gpus,
    performance_risk:
      'utilisation is the share of time with any work on the GPU: measure throughput and latency after the change',
  }
}

function amountText(gpus: number): string {
  return Number.isInteger(gpus) ? `${gpus}` : gpus.toFixed(2)
}
