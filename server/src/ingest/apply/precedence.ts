import { groupBy } from '@outlay/shared/group-by'
import { toAmount } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'
import Big from 'big.js'

/** What one import says of one day of its billing account, in one currency. */
export interface DayClaim {
  readonly importId: string
  readonly seq: number
  readonly source: string
  readonly grain: string
  readonly dataset: string
  readonly day: Day
  readonly currency: string
  readonly billed: string
  /** Of `billed`, the lines with x_Part = 'alone'. */
  readonly aloneBilled: string
}

export interface DayVerdict {
  readonly importId: string
  readonly day: Day
  /** False where the sibling data set counts too, so that lines with x_Part = 'alone' do not. */
  readonly whole: boolean
}

/** A finer source that had to give way on a day. */
export interface Gap {
  readonly importId: string
  readonly day: Day
  readonly winner: string
  /** What it bills less than the winner; negative where it bills more. */
  readonly missing: readonly { readonly currency: string; readonly amount: string }[]
}

/** Finest first. */
const GRAINS = ['resource', 'line', 'usage_type', 'service', 'account']

/** A finer source may lack this share of a coarser one's day and still count. Source: docs/match-your-console.md. */
const TOLERANCE = '0.005'

const PAIR = ['actual', 'amortized']

/** One source at one grain; Azure's actual and amortized of an account are one, because they complete each other. */
interface Stack {
  readonly rank: number
  readonly seq: number
  readonly source: string
  readonly members: readonly string[]
  readonly whole: boolean
  readonly billed: ReadonlyMap<string, Big>
}

/**
 * Says which imports of one billing account and period count on which day: of each day exactly one source at one grain.
 * The finest counts unless it lacks more than 0.5 % of what another one bills for the day; of two alike the newer.
 */
export function decideDays(claims: readonly DayClaim[]): { verdicts: DayVerdict[]; gaps: Gap[] } {
  const verdicts: DayVerdict[] = []
  const gaps: Gap[] = []
  for (const [day, ofDay] of groupBy(claims, (claim) => claim.day)) {
    const stacks = stacksOf(ofDay).toSorted((a, b) => a.rank - b.rank || b.seq - a.seq)
    const winner = stacks.find((stack) => stacks.every((other) => covers(stack, other))) ?? stacks.at(-1)
    if (winner === undefined) continue
    for (const importId of winner.members) verdicts.push({ importId, day, whole: winner.whole })
    for (const stack of stacks) {
      if (stack.rank > winner.rank || stack === winner) continue
      for (const importId of stack.members) {
        gaps.push({ importId, day, winner: winner.source, missing: missingOf(stack, winner) })
      }
    }
  }
  return { verdicts, gaps }
}

function stacksOf(claims: readonly DayClaim[]): Stack[] {
  const key = (claim: DayClaim) =>
    JSON.stringify([
      claim.grain,
      ...(PAIR.includes(claim.dataset) ? ['pair'] : [claim.source, claim.dataset]),
    ])
  return [...groupBy(claims, key).values()].map(toStack)
}

/** Of each data set the newest import only: two deliveries of the same data never add. */
function toStack(claims: readonly DayClaim[]): Stack {
  const newest = new Map<string, DayClaim>()
  for (const claim of claims) {
    if (claim.seq >= (newest.get(claim.dataset)?.seq ?? 0)) newest.set(claim.dataset, claim)
  }
  const members = [...newest.values()].map((claim) => claim.importId)
  const whole = members.length === 1
  const billed = new Map<string, Big>()
  for (const claim of claims.filter(({ importId }) => members.includes(importId))) {
    const amount = new Big(claim.billed).minus(whole ? 0 : claim.aloneBilled)
    billed.set(claim.currency, amount.plus(billed.get(claim.currency) ?? 0))
  }
  const seq = Math.max(...[...newest.values()].map((claim) => claim.seq))
  const { grain = '', source = '' } = claims[0] ?? {}
  return { rank: GRAINS.indexOf(grain), seq, source, members, whole, billed }
}

function covers(stack: Stack, other: Stack): boolean {
  return [...other.billed].every(([currency, total]) =>
    total.minus(stack.billed.get(currency) ?? 0).lte(total.abs().times(TOLERANCE)),
  )
}

function missingOf(stack: Stack, winner: Stack): Gap['missing'] {
  return [...winner.billed].map(([currency, total]) => ({
    currency,
    amount: toAmount(total.minus(stack.billed.get(currency) ?? 0).toFixed()),
  }))
}
