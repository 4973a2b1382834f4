import type { VirtualTagRule } from '@outlay/shared/allocation'
import { useState } from 'react'
import { Icon } from '../../../components/ui/icon.tsx'
import { isolate } from '../../../lib/isolate.ts'
import { type Draft, newKey } from '../draft-scope.tsx'
import { matchText } from '../match-draft.ts'
import { withRule } from './ordered-list.ts'
import { RulesList } from './rules-list.tsx'
import { VirtualTagDialog } from './virtual-tag-dialog.tsx'

/** Tags that the bill lacks; everywhere else they are tags like any other. */
export function VirtualTagsCard({ draft: { answer, rules, set } }: { readonly draft: Draft }) {
  const [edited, setEdited] = useState<VirtualTagRule | null>(null)
  const { slots } = answer
  const own = rules.virtualTags.filter(({ tag, enabled }) => enabled && !slots.promoted.includes(tag))
  const free = slots.max - slots.promoted.length - own.length
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Virtual tags</h2>
          <p className="card-note">
            Group and filter by them as by any tag. Where no rule of theirs matches, the bill’s own tag of
            that name holds. {free} of {slots.max} tag columns are free.
          </p>
        </div>
        <button type="button" className="button" onClick={() => setEdited(newTag())}>
          <Icon name="plus" size={14} /> Add a virtual tag
        </button>
      </div>
      {rules.virtualTags.length === 0 ? (
        <p className="card-pad muted">None yet. Example: product, from services and accounts.</p>
      ) : (
        <RulesList
          label="Virtual tags"
          rules={rules.virtualTags}
          nameOf={({ tag }) => tag}
          text={(tag) =>
            tag.values.map(({ value, match }) => (
              <span key={value} className="virtual-value">
                {isolate(value)} where {matchText(match)}
              </span>
            ))
          }
          onChange={(virtualTags) => set({ virtualTags })}
          onEdit={setEdited}
        />
      )}
      {edited !== null && (
        <VirtualTagDialog
          tag={edited}
          onClose={() => setEdited(null)}
          onDone={(tag) => {
            set({ virtualTags: withRule(rules.virtualTags, tag) })
            setEdited(null)
          }}
        />
      )}
    </section>
  )
}

function newTag(): VirtualTagRule {
  return { key: newKey(), origin: 'app', name: null, enabled: true, tag: '', values: [] }
}
