import { BUDGET_CALENDARS, BUDGET_PERIODS, type BudgetsAnswer } from '@outlay/shared/budgets'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { type Draft, nameOf } from './draft.ts'

interface MoreProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly answer: BudgetsAnswer
  /** The budget that is edited: it cannot lie below itself. */
  readonly self: string | null
}

const NONE = ''

/** What most budgets leave as it is. */
export function MoreFields({ draft, change, answer, self }: MoreProps) {
  const parents = answer.data.filter(({ budget }) => budget.id !== self).map(({ budget }) => budget)
  const nameOfParent = (id: string) => parents.find((each) => each.id === id)?.name ?? 'None'
  return (
    <details className="budget-more">
      <summary>Name, place, period</summary>
      <div className="budget-more-grid">
        <label className="field">
          <span className="field-label">Name</span>
          <input
            type="text"
            maxLength={100}
            placeholder={nameOf(draft)}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </label>
        <SelectField
          label="Part of"
          value={draft.parent ?? NONE}
          options={[NONE, ...parents.map(({ id }) => id)]}
          text={nameOfParent}
          onChange={(parent) => change({ parent: parent === NONE ? null : parent })}
        />
        <SelectField
          label="Period"
          value={draft.period}
          options={BUDGET_PERIODS}
          text={(period) => period}
          onChange={(period) => change({ period })}
        />
        <SelectField
          label="Calendar"
          value={draft.calendar}
          options={BUDGET_CALENDARS}
          text={(calendar) => (calendar === 'calendar' ? 'months' : '4-4-5 weeks')}
          onChange={(calendar) => change({ calendar })}
        />
        <label className="field">
          <span className="field-label">Daily spike, %</span>
          <input
            type="text"
            inputMode="numeric"
            placeholder="off"
            value={draft.dailySpike}
            onChange={({ target }) => change({ dailySpike: target.value })}
          />
          <span className="field-hint">Above what the weekday usually costs.</span>
        </label>
      </div>
    </details>
  )
}
