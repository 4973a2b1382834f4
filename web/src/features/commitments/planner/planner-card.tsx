import type { Plan, PlanAnswer } from '@outlay/shared/commitment-plan'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { ViewLink } from '../../../components/ui/view-link.tsx'
import { WorkingButton } from '../../../components/ui/working.tsx'
import { formatCount, formatShare, formatUnitPrice } from '../../../lib/format.ts'
import { rangeLabel } from '../../../lib/labels.ts'
import { useLocal } from '../../../lib/use-local.ts'
import { planOptions, planPath } from '../answers.ts'
import { Choices } from './choices.tsx'
import { PlanCurve } from './plan-curve.tsx'

interface PlannerCardProps {
  /** The bill does not tell which usage a commitment could cover. */
  readonly untold: boolean
}

/** What an hourly commitment would save: the curve comes once, the slider only reads it. */
export function PlannerCard({ untold }: PlannerCardProps) {
  const { local } = useLocal()
  const query = useQuery(planOptions(local))
  return (
    <section className="card" id="planner" aria-labelledby="planner-title">
      <div className="planner-head">
        <h2 className="card-title" id="planner-title">
          Planner
        </h2>
        <WorkingButton
          of="the planner"
          working={() => ({
            question: 'On-demand cost by the hour of what this commitment could cover, over 60 days',
            method: METHOD,
            sql: { path: planPath(local, true) },
            rows: null,
            view: null,
          })}
        />
      </div>
      <Load query={query} what="The plan" skeleton={<Skeleton height={420} />}>
        {(answer) => <Planned answer={answer} untold={untold} />}
      </Load>
    </section>
  )
}

const METHOD =
  'Covering u on demand costs u × (1 − discount) each hour and saves the lesser of u and the hour. The best u is the discount’s quantile of the hours, no more than that of the last two weeks. The range is an 80% interval of the weeks, from the least discount to the best.'

function Planned({ answer: { programs, plan }, untold }: PlannerCardProps & { readonly answer: PlanAnswer }) {
  const program = programs.find(({ id }) => id === plan?.program)
  if (plan === null || program === undefined)
    return (
      <EmptyState title="Nothing to plan">
        <p>
          {untold
            ? 'The bill has no usage types that tell which usage a commitment could cover.'
            : 'No usage of the last 60 days is of a kind that a commitment could cover.'}
        </p>
      </EmptyState>
    )
  return (
    <>
      <p className="card-note">
        {program.covers}, on the demand of {rangeLabel(plan.demand)}
      </p>
      <Choices programs={programs} program={program} plan={plan} />
      <Demand plan={plan} />
      {plan.discount === null || plan.best === null ? (
        <EmptyState title="No discount is known for this choice">
          <p>Neither your bill nor the price catalogue tells one. Enter the discount of your offer above.</p>
        </EmptyState>
      ) : (
        <PlanCurve
          key={`${plan.program} ${plan.scope.id} ${plan.term} ${plan.discount.discount} ${plan.demand.ending} ${plan.demand.measures}`}
          plan={plan}
          best={plan.best}
        />
      )}
      <Notes plan={plan} />
    </>
  )
}

function Demand({ plan: { demand, scope } }: { readonly plan: Plan }) {
  const money = (value: number) => formatUnitPrice(value, scope.currency)
  return (
    <p className="planner-demand">
      On demand: {money(demand.mean)} an hour on average, {money(demand.least)} at least, {money(demand.most)}{' '}
      at most, over {formatCount(demand.hours)}{' '}
      {demand.from === 'hours' ? 'hours as billed' : 'hours made of billed days'}.
      {demand.coveredHourly > 0 &&
        ` Existing commitments cover ${money(demand.coveredHourly)} an hour more of these services; that is not counted here.`}
      {demand.endingHourly > 0 &&
        ` ${money(demand.endingHourly)} of it comes back from commitments that end soon.`}
    </p>
  )
}

function Notes({ plan: { notes, discount } }: { readonly plan: Plan }) {
  return (
    <div className="planner-notes">
      {discount !== null && (
        <p>
          Discount {formatShare(discount.discount)}: {discount.detail}
          {discount.asOf !== null && `, as of ${discount.asOf}`}.
        </p>
      )}
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p>
        <ViewLink
          to="/recommendations"
          change={(view) => ({ ...view, selected: null, local: { family: 'commitment' } })}
        >
          Recommended purchases
        </ViewLink>{' '}
        are sized on what is left once other recommendations are taken.
      </p>
    </div>
  )
}
