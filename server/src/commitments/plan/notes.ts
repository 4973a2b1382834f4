import type { PlanDemand, PlanDiscount, PlanPayment } from '@outlay/shared/commitment-plan'

interface Noted {
  readonly payment: PlanPayment
  readonly discount: PlanDiscount | null
  readonly demand: PlanDemand
  readonly hasMeasures: boolean
}

/** What a reader must know before believing the curve. */
export function notesOf({ payment, discount, demand, hasMeasures }: Noted): readonly string[] {
  return [
    demand.from === 'days' &&
      'The bill tells days, not hours: nights and idle hours inside a day are not seen, so that the best is set a fifth lower.',
    demand.hours < 14 * 24 && `There are only ${Math.floor(demand.hours / 24)} days of history.`,
    discount === null && 'No discount is known for it: enter the one of your offer.',
    discount?.source === 'catalogue' &&
      payment !== 'none' &&
      `The catalogue has no price of ${payment === 'all' ? 'all' : 'partial'} upfront: this is the discount without upfront payment, and paying upfront takes off a little more. Enter the discount of your offer.`,
    discount?.rough === true &&
      'The discount is a rule of thumb, not an offer; the range is from its least to its best.',
    demand.endingHourly > 0 && 'Usage under commitments that end soon is counted as if it ran on demand.',
    demand.measures === 'taken' &&
      !hasMeasures &&
      'No recommendation stands, so that nothing is taken off: look at Recommendations first.',
    demand.measures === 'none' &&
      'What other recommendations would save is not taken off: machines that go away need no commitment.',
  ].filter((note) => note !== false)
}
