import { readName } from '../../../lib/change.ts'
import { formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { usePeriod } from '../../../lib/use-period.ts'
import { Actions } from '../actions.tsx'
import type { RecommendationWithHistory } from '../answers.ts'
import { GradeChip } from '../grade-chip.tsx'
import { KEY_CHANGES, KEY_MENUS, openAction, useListKeys } from '../list-keys.ts'
import { RangeMark } from '../range-mark.tsx'
import { StatusChip } from '../status-chip.tsx'
import type { StatusPatch } from '../undo-steps.ts'
import type { Changes } from '../use-changes.tsx'
import { confidenceLabel, effortLabel, familyLabel, GRADE } from '../words.ts'

interface HeadProps {
  readonly recommendation: RecommendationWithHistory
  readonly changes: Changes
}

/** What it is, what it saves, how sure and how hard, and what can be done with it. */
export function RecommendationHead({ recommendation, changes }: HeadProps) {
  const { now } = usePeriod()
  const apply = (patch: StatusPatch, says: string) => changes.change([recommendation], patch, `It is ${says}`)
  useDetailKeys(apply, changes.undo)
  const people = [readName(), recommendation.assignee].filter((name) => name !== null)
  return (
    <section className="card rec-head" aria-label="In short">
      <p className="rec-kicker">
        <StatusChip status={recommendation.status} />
        <GradeChip grade={recommendation.grade} />
        <span className="muted">
          {recommendation.rule} · {familyLabel(recommendation.family)}
        </span>
      </p>
      <h1 className="answer break">{isolate(recommendation.title)}</h1>
      <Figures recommendation={recommendation} />
      <p className="muted">
        {GRADE[recommendation.grade].meaning} {statusText(recommendation)}
      </p>
      <Actions
        cards={[recommendation]}
        today={now.today}
        people={[...new Set(people)]}
        busy={changes.busy}
        onChange={apply}
      />
    </section>
  )
}

function Figures({ recommendation }: Pick<HeadProps, 'recommendation'>) {
  const { monthlyCost, monthlySavings, countedSavings, currency } = recommendation
  const { low, expected, high } = monthlySavings
  const money = (value: number | string) => formatMoney(value, currency)
  return (
    <dl className="rec-figures">
      <div className="is-wide">
        <dt>Saves a month</dt>
        <dd>
          <data className="headline-value" value={expected} data-testid="saving">
            {money(expected)}
          </data>
          <RangeMark range={monthlySavings} />
          <span className="field-hint">
            {high - low < 0.01 ? 'exact' : `between ${money(low)} and ${money(high)}`}
          </span>
        </dd>
      </div>
      <Figure label="Costs a month" value={money(monthlyCost)} hint="effective, 30 days" />
      <Figure
        label="Counted in total"
        value={money(countedSavings)}
        hint={countedSavings < expected - 0.01 ? 'less what others take already' : 'in full'}
      />
      <Figure label="Confidence" value={confidenceLabel(recommendation.confidence)} hint="that it is waste" />
      <Figure
        label="Effort"
        value={effortLabel(recommendation.effort)}
        hint={`${recommendation.risk} risk`}
      />
      <Figure
        label="One-off cost"
        value={money(recommendation.oneOffCost)}
        hint={paybackText(recommendation.oneOffCost, recommendation.paybackDays)}
      />
    </dl>
  )
}

function Figure({
  label,
  value,
  hint,
}: {
  readonly label: string
  readonly value: string
  readonly hint: string
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="rec-figure">{value}</span>
        <span className="field-hint">{hint}</span>
      </dd>
    </div>
  )
}

function paybackText(cost: number, days: number | null): string {
  if (cost < 0.005) return 'nothing to pay back'
  if (days === null) return 'never paid back'
  return days === 1 ? 'paid back in a day' : `paid back in ${days} days`
}

function statusText(recommendation: RecommendationWithHistory): string {
  const { status, statusReason, until, untilCost, assignee, currency } = recommendation
  const parts = [
    status === 'snoozed' && until !== null && `It sleeps until ${until}.`,
    status === 'snoozed' &&
      untilCost !== null &&
      `It sleeps until it costs ${formatMoney(untilCost, currency)} a month.`,
    status === 'dismissed' &&
      untilCost !== null &&
      `It comes back by itself when it saves ${formatMoney(untilCost, currency)} a month.`,
    statusReason !== null && `Reason: ${isolate(statusReason)}.`.replace('..', '.'),
    assignee !== null && `Assigned to ${isolate(assignee)}.`,
  ]
  return parts.filter((part) => part !== false).join(' ')
}

function useDetailKeys(apply: (patch: StatusPatch, says: string) => void, undo: () => void): void {
  useListKeys((key) => {
    const done = KEY_CHANGES[key]
    const menu = KEY_MENUS[key]
    if (done !== undefined) apply(done.patch, done.says)
    else if (menu !== undefined) openAction(menu)
    else if (key === 'z') undo()
  })
}
