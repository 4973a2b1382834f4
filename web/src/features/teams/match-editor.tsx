import { DIMENSIONS, type Dimension, FILTER_OPS } from '@outlay/shared/dimensions'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { SelectField } from '../../components/ui/select-field.tsx'
import { dimensionLabel, OP_LABEL } from '../../lib/labels.ts'
import { valuesOptions } from '../../lib/queries.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { type Condition, type MatchDraft, newCondition } from './match-draft.ts'

/** What a line has only once it has a team, or once all lines are known. */
const LATE: ReadonlySet<Dimension> = new Set(['team', 'mlClass', 'accelerator'])

interface MatchEditorProps {
  readonly draft: MatchDraft
  /** Teams are matched by other rules only. */
  readonly withTeam?: boolean
  readonly onChange: (draft: MatchDraft) => void
}

/** Conditions that must all hold, and further lists of them of which any will do. */
export function MatchEditor({ draft, withTeam = false, onChange }: MatchEditorProps) {
  const replace = (index: number, list: readonly Condition[]) =>
    onChange(draft.map((each, place) => (place === index ? list : each)).filter((each) => each.length > 0))
  return (
    <fieldset className="match">
      <legend className="field-label">What matches</legend>
      {draft.map((list, index) => (
        <div key={list[0]?.id} className="match-list">
          {index > 0 && <p className="match-or">or</p>}
          {list.map((condition, place) => (
            <ConditionRow
              key={condition.id}
              condition={condition}
              lead={leadOf(list, place)}
              withTeam={withTeam}
              onChange={(next) =>
                replace(
                  index,
                  list.map((each) => (each.id === next.id ? next : each)),
                )
              }
              onRemove={() =>
                replace(
                  index,
                  list.filter(({ id }) => id !== condition.id),
                )
              }
            />
          ))}
          <button
            type="button"
            className="button small ghost"
            onClick={() => replace(index, [...list, newCondition(list.at(-1)?.dim)])}
          >
            <Icon name="plus" size={14} /> Condition
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button small ghost"
        onClick={() => onChange([...draft, [newCondition()]])}
      >
        <Icon name="plus" size={14} /> {draft.length === 0 ? 'Condition' : 'Or another list'}
      </button>
    </fieldset>
  )
}

/** Repeats of one dimension and operator are alternatives, as everywhere; those of `not` exclude each. */
function leadOf(list: readonly Condition[], place: number): string {
  const [own, before] = [list[place], list[place - 1]]
  if (before === undefined || own === undefined) return 'where'
  return own.op !== 'not' && own.dim === before.dim && own.op === before.op ? 'or' : 'and'
}

interface ConditionRowProps {
  readonly condition: Condition
  readonly lead: string
  readonly withTeam: boolean
  readonly onChange: (condition: Condition) => void
  readonly onRemove: () => void
}

function ConditionRow({ condition, lead, withTeam, onChange, onRemove }: ConditionRowProps) {
  const { meta } = usePeriod()
  const tags = (meta?.tagKeys ?? []).map((key): Dimension => `tag:${encodeURIComponent(key)}`)
  const named = DIMENSIONS.filter((dim) => dim !== 'billingPeriod' && (withTeam || !LATE.has(dim)))
  return (
    <div className="condition">
      <span className="condition-lead muted">{lead}</span>
      <SelectField
        compact
        label="Match by"
        value={condition.dim}
        options={[...named, ...tags]}
        text={dimensionLabel}
        onChange={(dim) => onChange({ ...condition, dim, value: '' })}
      />
      <SelectField
        compact
        label="Condition"
        value={condition.op}
        options={FILTER_OPS}
        text={(op) => OP_LABEL[op]}
        onChange={(op) => onChange({ ...condition, op })}
      />
      {condition.op === 'absent' ? (
        <span />
      ) : (
        <ValueField condition={condition} onChange={(value) => onChange({ ...condition, value })} />
      )}
      <button
        type="button"
        className="button icon-only ghost"
        aria-label="Remove this condition"
        onClick={onRemove}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}

interface ValueFieldProps {
  readonly condition: Condition
  readonly onChange: (value: string) => void
}

/** A text with the values of the bill offered once it has the focus. */
function ValueField({ condition: { dim, value }, onChange }: ValueFieldProps) {
  const id = useId()
  const view = useView()
  const { range, known } = usePeriod()
  const [asked, setAsked] = useState(false)
  const { data } = useQuery({ ...valuesOptions(dim, '', view, range), enabled: asked && known })
  return (
    <>
      <input
        type="text"
        aria-label={`Value of ${dimensionLabel(dim)}`}
        list={id}
        value={value}
        onFocus={() => setAsked(true)}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {data?.data.flatMap((row) =>
          row.value === null
            ? []
            : [<option key={row.value} value={row.value} label={row.name ?? undefined} />],
        )}
      </datalist>
    </>
  )
}
