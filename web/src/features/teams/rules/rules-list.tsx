import { type ReactNode, useEffect, useState } from 'react'
import { isolate } from '../../../lib/isolate.ts'
import { moved } from './ordered-list.ts'
import { RuleActions } from './rule-actions.tsx'

interface Ruled {
  readonly key?: string
  readonly origin: 'config' | 'app'
  readonly name: string | null
  readonly enabled: boolean
}

interface RulesListProps<R extends Ruled> {
  readonly label: string
  readonly rules: readonly R[]
  readonly nameOf: (rule: R) => string
  /** What the rule does, beside its name. */
  readonly text: (rule: R) => ReactNode
  readonly onChange: (rules: readonly R[]) => void
  readonly onEdit: (rule: R) => void
}

interface Moved {
  readonly key: string
  readonly step: -1 | 1
}

/** Rules in the order in which they are tried. Those of the file keep their text here; only place and switch change. */
export function RulesList<R extends Ruled>({
  label,
  rules,
  nameOf,
  text,
  onChange,
  onEdit,
}: RulesListProps<R>) {
  const [last, setLast] = useState<Moved | null>(null)
  const place = rules.findIndex(({ key }) => key === last?.key)
  const said = rules[place]
  useEffect(() => {
    if (last === null) return
    const forget = () => setLast(null)
    document.addEventListener('focusin', forget, { once: true })
    return () => document.removeEventListener('focusin', forget)
  }, [last])
  return (
    <>
      <ol className="rules-list" aria-label={label}>
        {rules.map((rule, index) => (
          <li key={rule.key} className={rule.enabled ? 'rule' : 'rule is-off'} data-rule={rule.key}>
            <span className="rule-place num">{index + 1}</span>
            <div className="rule-text">
              <p>
                <span className="strong">{isolate(nameOf(rule))}</span>{' '}
                {rule.origin === 'config' && (
                  <span className="state-word tone-quiet">in the config file</span>
                )}
              </p>
              <div className="row-note">{text(rule)}</div>
            </div>
            <RuleActions
              name={nameOf(rule)}
              index={index}
              count={rules.length}
              origin={rule.origin}
              enabled={rule.enabled}
              focused={last !== null && rule.key === last.key ? last.step : null}
              onMove={(step) => {
                setLast({ key: rule.key ?? '', step })
                onChange(moved(rules, index, step))
              }}
              onEnable={(enabled) =>
                onChange(rules.map((each) => (each === rule ? { ...each, enabled } : each)))
              }
              onEdit={() => onEdit(rule)}
              onRemove={() => onChange(rules.filter((each) => each !== rule))}
            />
          </li>
        ))}
      </ol>
      <p className="sr-only" role="status">
        {said === undefined ? '' : `${nameOf(said)} is now ${place + 1} of ${rules.length}`}
      </p>
    </>
  )
}
