import type { MlSummaryAnswer } from '@outlay/shared/ml'
import { shortMoney } from '../queries/money-text.ts'

type Figures = Pick<MlSummaryAnswer, 'total' | 'allCosts' | 'gpu' | 'meta'>

/** The page in one sentence: what ML costs, what part of all that is, and how much of the GPUs idles or is not measured. */
export function mlSentence({ total, allCosts, gpu, meta: { currency } }: Figures): string {
  if (Number(total) === 0) return 'There are no costs of machine learning in this period.'
  const share = Number(allCosts) > 0 ? `, ${percent(Number(total) / Number(allCosts))} of all costs` : ''
  return `Machine learning costs ${shortMoney(total, currency)}${share}. ${gpuSentence(gpu, currency)}`
}

function gpuSentence({ cost, hours, split }: Figures['gpu'], currency: string): string {
  if (Number(cost) === 0 && hours === 0) return 'No GPU machine is on the bill.'
  const parts = [
    Number(split.idle) > 0 && `${shortMoney(split.idle, currency)} of that idle`,
    Number(split.unused) > 0 && `${shortMoney(split.unused, currency)} reserved and unused`,
    Number(split.noMetric) > 0 && `${shortMoney(split.noMetric, currency)} without a measurement`,
  ].filter((part) => part !== false)
  const tail = parts.length === 0 ? '' : `, ${parts.join(', ')}`
  return `GPUs are ${shortMoney(cost, currency)}${tail}.`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`
}
