import type { RuleAnswer } from '@outlay/shared/recommendations'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { EmptyState } from '../../../components/ui/states.tsx'
import { formatInstant } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { useSetView } from '../../../lib/search-state.ts'
import { classLabel } from '../words.ts'
import { changeText } from './change-text.ts'
import { OUTCOMES, outcomeOf } from './outcome.ts'
import { reasonsOf } from './reasons.ts'
import { ReasonsTable } from './reasons-table.tsx'
import { RuleForm } from './rule-form.tsx'

interface RuleDialogProps {
  readonly id: string
  readonly rules: readonly RuleAnswer[]
}

/** One rule: its last outcome with its reasons for silence, its settings, what it leaves out, and who changed that. */
export function RuleDialog({ id, rules }: RuleDialogProps) {
  const setView = useSetView()
  const rule = rules.find((each) => each.id === id)
  return (
    <Dialog
      title={rule === undefined ? 'Rule' : `${rule.id}: ${rule.title}`}
      className="wide"
      onClose={() => setView({ selected: null })}
    >
      {rule === undefined ? (
        <EmptyState title={`There is no rule ${isolate(id)}`} />
      ) : (
        <Content rule={rule} />
      )}
    </Dialog>
  )
}

function Content({ rule }: { readonly rule: RuleAnswer }) {
  const outcome = OUTCOMES.find((each) => each.id === outcomeOf(rule))
  const { lastOutcome } = rule
  return (
    <>
      <p>
        <span className={`state-word tone-${outcome?.tone ?? 'quiet'}`}>{outcome?.label}</span>{' '}
        {lastOutcome?.explanation}
      </p>
      <p className="muted">
        {classLabel(rule.class)} saving
        {lastOutcome !== null && <> · ran {formatInstant(lastOutcome.ranAt)}</>} · its formula stands in{' '}
        <code>docs/rules/{rule.slug}.md</code>
      </p>
      {lastOutcome !== null && lastOutcome.silences.length > 0 && (
        <>
          <h3>Looked at and left</h3>
          <div className="boxed">
            <ReasonsTable reasons={reasonsOf([rule])} />
          </div>
        </>
      )}
      <RuleForm key={rule.changes.length} rule={rule} />
      <h3>Changes</h3>
      {rule.changes.length === 0 ? (
        <p className="muted">Nobody has changed it.</p>
      ) : (
        <ol className="history">
          {rule.changes.toReversed().map((change, index) => (
            <li key={`${change.changedAt} ${index}`}>
              <p>
                <bdi className="strong">{change.actor}</bdi>:{' '}
                {changeText(rule, rule.changes[rule.changes.length - 2 - index], change)}
              </p>
              <p className="row-note">{formatInstant(change.changedAt)}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
