import type { Recommendation } from '@outlay/shared/recommendations'
import { formatMoney, formatUnitPrice } from '../../../lib/format.ts'

/** What stands there, or what is proposed, as a row of the table. */
export interface Side {
  readonly what: string
  /** With its unit; null where none is known. */
  readonly price: string | null
  /** A month, before commitments are looked at. */
  readonly monthly: number
  readonly source: string
}

type Change = Pick<Recommendation, 'stage' | 'evidence' | 'monthlyCost' | 'monthlySavings' | 'currency'>

/** Current and proposed, from the facts and factors of the evidence: sizes, prices, what they cost a month and who says so. */
export function sidesOf(change: Change): { readonly current: Side; readonly proposed: Side } {
  const { evidence, monthlyCost } = change
  const { facts } = evidence
  const cost = Number(monthlyCost)
  const prices = evidence.factors.filter(({ name }) => name.startsWith('price of '))
  const [from, ...to] = prices
  const target = to.at(-1)
  return {
    current: {
      what:
        textOf(facts['type'] ?? facts['instance_type'] ?? facts['class'] ?? nameOf(from) ?? null) ??
        'As it is',
      price: hourPrice(facts['list_usd_an_hour']) ?? unitPrice(from, change.currency),
      monthly: cost,
      source: 'bill, effective cost of 30 days',
    },
    proposed: {
      what: proposedText(change, nameOf(target)),
      price: hourPrice(facts['new_list_usd_an_hour']) ?? unitPrice(target, change.currency),
      monthly: Math.max(0, cost - savingBefore(change)),
      source: (target ?? evidence.factors[0])?.source ?? 'the factors below',
    },
  }
}

/** What an endpoint would cost without machines, or why that is no way; null where nobody looked. */
export function serverlessOf({
  evidence: { facts },
}: Change): (Omit<Side, 'monthly'> & { readonly monthly: number | null }) | null {
  const says = textOf(facts['serverless'])
  if (says === null) return null
  const [cost, low, high] = ['', '_low', '_high'].map((end) => facts[`serverless_cost${end}`])
  const known = typeof cost === 'number' && typeof low === 'number' && typeof high === 'number'
  return {
    what: known ? `${facts['serverless_memory_gb']} GB of memory, CPU only: ${says}` : says,
    price: known ? (textOf(facts['serverless_price'])?.split(':')[0] ?? null) : null,
    monthly: known ? cost : null,
    source: known
      ? `${low} to ${high} USD; ${textOf(facts['serverless_price'])?.split(': ').slice(1).join(': ')}`
      : 'docs/rules/ml-04-endpoint-scaling.md',
  }
}

/** What it saves on its own, before commitments take their part. */
function savingBefore({ evidence, monthlySavings }: Change): number {
  const before = evidence.facts['saving_before_commitments']
  return typeof before === 'number' ? before : monthlySavings.expected
}

const BY_STAGE: Readonly<Record<string, string>> = {
  delete: 'Gone',
  schedule: 'The same, on when it is used',
  resize: 'Smaller',
  architecture: 'Of another kind',
  configure: 'The same, set up otherwise',
  purchase: 'The same on spot capacity',
  commit: 'The same under a commitment',
}

function proposedText({ stage, evidence: { facts } }: Change, target: string | null): string {
  const named = facts['new_type'] ?? facts['target_class'] ?? facts['plan'] ?? facts['new_region'] ?? target
  return textOf(named) ?? BY_STAGE[stage] ?? 'After the change'
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

function hourPrice(value: string | number | boolean | null | undefined): string | null {
  return typeof value === 'number' ? `${formatUnitPrice(value, 'USD')} an hour, list` : null
}

type Factor = Recommendation['evidence']['factors'][number]

function unitPrice(factor: Factor | undefined, currency: string): string | null {
  if (factor === undefined || !factor.unit.includes('/')) return null
  return `${formatUnitPrice(factor.expected, currency)} a ${factor.unit.split('/').slice(1).join('/')}`
}

function nameOf(factor: Factor | undefined): string | null {
  return factor === undefined || !factor.unit.includes('/') ? null : factor.name.replace('price of ', '')
}

/**
 * The saving as one line of arithmetic, where its factors multiply: `$132.00 × 40.0% × 0.9 = $47.52`. Where they do not, what
 * it costs now less what it will cost.
 */
export function mathsLine(change: Change): string {
  const { evidence, monthlyCost, currency, monthlySavings } = change
  const before = savingBefore(change)
  const shares = evidence.factors.filter(({ unit }) => unit === 'share' || unit === 'ratio')
  const base =
    evidence.factors.find(({ unit }) => unit === `${currency}/month`)?.expected ?? Number(monthlyCost)
  const product = shares.reduce((value, { expected }) => value * expected, base)
  const close = shares.length > 0 && Math.abs(product - before) <= Math.max(0.01, 0.005 * Math.abs(before))
  const cost = Number(monthlyCost)
  const head = close
    ? [formatMoney(base, currency), ...shares.map(shareText)].join(' × ')
    : `${formatMoney(cost, currency)} now − ${formatMoney(cost - before, currency)} after`
  const commitments =
    Math.abs(before - monthlySavings.expected) >= 0.01
      ? `, of which commitments leave ${formatMoney(monthlySavings.expected, currency)}`
      : ''
  return `${head} = ${formatMoney(before, currency)} a month${commitments}`
}

function shareText({ expected, unit }: Factor): string {
  return unit === 'ratio' ? expected.toFixed(3) : `${(expected * 100).toFixed(1)}%`
}
