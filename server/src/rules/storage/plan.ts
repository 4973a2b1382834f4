import type { Range } from '../rule.ts'
import { type ClassPrice, DAYS_PER_MONTH, moveOf } from './break-even.ts'
import {
  deletedEarly,
  flowInto,
  mayHold,
  type PlanInput,
  SCENARIOS,
  type Scenario,
  share,
  storedIn,
} from './plan-ages.ts'

/** One transition of a lifecycle rule. */
export interface Step {
  readonly afterDays: number
  readonly to: ClassPrice
  /** Until it has paid for itself. */
  readonly paybackDays: number
  /** Part of the bucket's bytes that it keeps in this class. */
  readonly share: number
}

/** The transitions that save most; money a GB of the bucket. */
export interface Plan {
  readonly steps: readonly Step[]
  /** A month, after retrieval, requests, and the transitions of what grows old in the month. */
  readonly net: Range
  /** Of moving what is old enough today. */
  readonly oneOff: number
}

/** Lifecycle rules move objects to colder classes from this age on (S3 refuses earlier ones). */
const FIRST_AGE = 30
/** A further transition must be worth its complexity. */
const WORTH = 0.98

/**
 * The plan of transitions by age that saves most a month, of those that pay for themselves within the limit, each step and
 * the first move of all that is old today, and stay in a class for its minimum duration; null where no transition pays back. Every way to assign the ages of the
 * histogram to classes that only get colder is tried.
 */
export function planTransitions(input: PlanInput): Plan | null {
  let best: Plan | null = null
  for (const assigned of assignments(input)) {
    const plan = priced(assigned, input)
    if (plan !== null && (best === null || value(plan) > value(best))) best = plan
  }
  return best
}

/** Careful: what is left when reads and fees are higher counts as much as what is expected. */
function value({ net, steps }: Plan): number {
  return (net.low + net.expected) * WORTH ** steps.length
}

/** Per band the class it lies in, null for where it is now. */
type Assigned = readonly (ClassPrice | null)[]

function assignments(input: PlanInput): Assigned[] {
  const { bands, classes } = input
  const extend = (sofar: Assigned, warmest: number): Assigned[] => {
    const band = bands[sofar.length]
    if (band === undefined) return [sofar]
    if (band.from < FIRST_AGE) return extend([...sofar, null], warmest)
    const choices = classes.flatMap((to, index) =>
      index < warmest || !mayHold(input, sofar.length, to) ? [] : extend([...sofar, to], index),
    )
    return warmest === 0 && sofar.every((to) => to === null)
      ? [...extend([...sofar, null], 0), ...choices]
      : choices
  }
  return extend([], 0).filter((assigned) => assigned.some((to) => to !== null))
}

function priced(assigned: Assigned, input: PlanInput): Plan | null {
  const steps = stepsOf(assigned, input)
  if (steps === null) return null
  const at = (scenario: keyof Range) => netOf(assigned, input, SCENARIOS[scenario])
  const oneOff = assigned.reduce(
    (sum, to, band) =>
      sum + (to === null ? 0 : share(input, band) * moved(input, band, to, SCENARIOS.expected).oneOff),
    0,
  )
  const net = { low: Math.max(0, at('low')), expected: at('expected'), high: at('high') }
  const paybackDays = (DAYS_PER_MONTH * oneOff) / net.expected
  return !(net.expected > 0) || paybackDays > input.maxPaybackDays ? null : { steps, net, oneOff }
}

function stepsOf(assigned: Assigned, input: PlanInput): Step[] | null {
  const starts = assigned.flatMap((to, band) =>
    to === null || to === (assigned[band - 1] ?? null) ? [] : [{ to, band }],
  )
  const steps: Step[] = []
  for (const { to, band } of starts) {
    const afterDays = input.bands[band]?.from ?? 0
    const before = steps.at(-1)
    if (before !== undefined && afterDays - before.afterDays < before.to.minDays) return null
    const paybackDays = payback(before?.to ?? input.standard, to, assigned, input)
    if (paybackDays === null || paybackDays > input.maxPaybackDays) return null
    const held = assigned.reduce((sum, other, index) => sum + (other === to ? share(input, index) : 0), 0)
    steps.push({ afterDays, to, paybackDays, share: held })
  }
  return steps.some((step) => step.share > 0) ? steps : null
}

/**
 * Days until the transition into a class is paid for, over all ages that it holds; null: never, or not for each age when
 * reads turn out higher than known.
 */
function payback(from: ClassPrice, to: ClassPrice, assigned: Assigned, input: PlanInput): number | null {
  let net = 0
  let oneOff = 0
  for (const [band, other] of assigned.entries()) {
    if (other !== to) continue
    const move = (scenario: keyof typeof SCENARIOS) =>
      moveOf(from, to, input.standard, storedIn(input, band, to, SCENARIOS[scenario]))
    if (move('low').net <= 0) return null
    net += share(input, band) * move('expected').net
    oneOff += share(input, band) * move('expected').oneOff
  }
  return net <= 0 ? null : (DAYS_PER_MONTH * oneOff) / net
}

function netOf(assigned: Assigned, input: PlanInput, scenario: Scenario): number {
  let net = 0
  for (const [band, to] of assigned.entries()) {
    if (to === null) continue
    const move = moved(input, band, to, scenario)
    net += share(input, band) * move.net
    if (assigned[band - 1] !== to)
      net -= flowInto(input, band, scenario) * (move.oneOff + deletedEarly(input, band, to))
  }
  return net
}

function moved(input: PlanInput, band: number, to: ClassPrice, scenario: Scenario) {
  const fees = input.doubtful(to.name) ? scenario.doubtfulFees : scenario.fees
  const dearer = { ...to, transition1k: to.transition1k * fees, get1k: to.get1k * fees }
  return moveOf(input.standard, dearer, input.standard, storedIn(input, band, to, scenario))
}
