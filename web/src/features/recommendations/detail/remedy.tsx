import type { Recommendation } from '@outlay/shared/recommendations'
import { type KeyboardEvent, useId, useState } from 'react'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { CopyButton } from '../../../components/ui/states.tsx'

const TABS = [
  { id: 'cli', label: 'CLI' },
  { id: 'terraform', label: 'Terraform' },
  { id: 'console', label: 'Console' },
  { id: 'rollback', label: 'Rollback' },
] as const

/** What to do about it, in each of the ways that are known, and how to take it back. */
export function Remedy({ remediation }: Pick<Recommendation, 'remediation'>) {
  const id = useId()
  const known = TABS.filter((tab) => remediation[tab.id] !== null)
  const [chosen, setChosen] = useState(known[0]?.id)
  const text = chosen === undefined ? null : remediation[chosen]
  if (chosen === undefined || text === null) return null
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const place = known.findIndex((tab) => tab.id === chosen)
    const next = known[(place + step + known.length) % known.length]
    if (next === undefined) return
    event.preventDefault()
    setChosen(next.id)
    document.getElementById(`${id}-${next.id}`)?.focus()
  }
  return (
    <section className="card" aria-label="What to do">
      <h2 className="card-title">What to do</h2>
      <div className="tablist" role="tablist" aria-label="Ways to do it">
        {known.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            className="page-tab"
            aria-selected={tab.id === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => setChosen(tab.id)}
            onKeyDown={walk}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} className="remedy-panel">
        <CopyButton key={chosen} text={text} className="button small">
          Copy {TABS.find((tab) => tab.id === chosen)?.label}
        </CopyButton>
        {chosen === 'cli' || chosen === 'terraform' ? (
          <ScrollRegion label="Commands" className="code-box">
            <pre>{text}</pre>
          </ScrollRegion>
        ) : (
          <p className="break remedy-text">{text}</p>
        )}
      </div>
    </section>
  )
}
