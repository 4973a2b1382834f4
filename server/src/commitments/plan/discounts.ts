import type { PlanDiscount } from '@outlay/shared/commitment-plan'
import type { CommitmentRecord } from '@outlay/shared/commitments'
import type { CommitmentRate } from '../../../../data/prices/commitment-rates.ts'
import { discountOf } from '../../rules/commitment/discount.ts'
import { rounded } from '../figures.ts'
import type { KnownCommitment } from '../known-commitments.ts'
import type { Program } from './programs.ts'
import type { DemandScope } from './scopes.ts'

export interface DiscountsAsked {
  readonly program: Program
  readonly scope: DemandScope
  readonly term: number
  /** Of the offer in hand. */
  readonly entered: number | null
  readonly beforeRatio: number
  readonly rates: readonly CommitmentRate[]
  readonly commitments: readonly CommitmentRecord[]
  readonly known: readonly KnownCommitment[]
}

/** What is known of the discount, the surest first: entered, the customer's own commitments of the term, the catalogue. */
export function discountsFor(asked: DiscountsAsked): readonly PlanDiscount[] {
  return [entered(asked.entered), ownDiscount(asked), ofCatalogue(asked)]
    .filter((each) => each !== null)
    .map((each) => ({
      ...each,
      discount: rounded(each.discount),
      low: rounded(each.low),
      high: rounded(each.high),
    }))
}

function entered(discount: number | null): PlanDiscount | null {
  if (discount === null) return null
  return {
    ...{ discount, low: discount, high: discount, source: 'entered', asOf: null, rough: false },
    detail: 'the discount of your offer, as entered',
  }
}

/** Of commitments of the same program and term in the account, by what they cover. */
function ownDiscount({ program, scope, term, commitments, known }: DiscountsAsked): PlanDiscount | null {
  const texts = new Map(known.map(({ id, texts: said, type }) => [id, `${type ?? ''} ${said}`]))
  const own = commitments.filter(
    (each) =>
      each.provider === program.provider &&
      each.billingAccount === scope.billingAccount &&
      each.currency === scope.currency &&
      each.termMonths === term &&
      each.discount !== null &&
      each.discount > 0 &&
      program.named.test(texts.get(each.id) ?? ''),
  )
  const used = own.reduce((sum, each) => sum + Number(each.used), 0)
  const equivalent = own.reduce((sum, each) => sum + Number(each.used) / (1 - (each.discount ?? 0)), 0)
  if (equivalent <= 0) return null
  const discount = 1 - used / equivalent
  const spread = own.map((each) => each.discount ?? discount)
  return {
    ...{
      discount,
      low: Math.min(...spread),
      high: Math.max(...spread),
      source: 'bill',
      asOf: null,
      rough: false,
    },
    detail: `what ${own.length === 1 ? 'your commitment' : `your ${own.length} commitments`} of this kind and term took off on-demand prices`,
  }
}

function ofCatalogue({ program, scope, term, rates, beforeRatio }: DiscountsAsked): PlanDiscount | null {
  const own = rates.filter(
    (rate) => rate.provider === program.provider && rate.kind === program.kind && rate.termMonths === term,
  )
  const rate = own.find(({ family }) => family === scope.family) ?? own.find(({ family }) => family === '*')
  if (rate === undefined) return null
  const rough = rate.confidence === 'low'
  const range = discountOf({
    ...{ own_discount: null, sold_discount: rate.discount, before_ratio: beforeRatio, rough },
  })
  if (range === null || range.expected <= 0) return null
  return {
    ...{ discount: range.expected, low: Math.max(0, range.low), high: range.high },
    source: 'catalogue',
    detail: rough
      ? `a flat rate with what such offers usually give on top, no offer (${rate.source})`
      : `price list (${rate.source})`,
    asOf: rate.asOf,
    rough,
  }
}
