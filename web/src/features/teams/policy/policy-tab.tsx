import type { TagPolicyAnswer, TagPolicyKey } from '@outlay/shared/tagging'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../../components/ui/states.tsx'
import { formatMoney, formatShare } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { rangeLabel } from '../../../lib/labels.ts'
import { useView } from '../../../lib/search-state.ts'
import { usePeriod } from '../../../lib/use-period.ts'
import { policyOptions } from '../answers.ts'
import { DraftScope } from '../draft-scope.tsx'
import { PolicyRulesCard } from './policy-rules-card.tsx'
import { SourcesTable } from './sources-table.tsx'
import { PARTS } from './state-parts.ts'
import { WeeksChart } from './weeks-chart.tsx'

/** Which tags are required, what carries them, and whose fault it is where it does not. */
export function PolicyTab() {
  const view = useView()
  const { range, known } = usePeriod()
  const query = useQuery({ ...policyOptions(view, range), enabled: known })
  return (
    <>
      <DraftScope>{(draft) => <PolicyRulesCard draft={draft} />}</DraftScope>
      <Load query={query} what="Compliance" skeleton={<Skeleton height={360} />}>
        {(answer) => <Compliance answer={answer} />}
      </Load>
    </>
  )
}

function Compliance({ answer }: { readonly answer: TagPolicyAnswer }) {
  const { data, taggable, notTaggable, currency, sentence } = answer
  return (
    <div className="stack">
      <section className="card">
        <h2 className="card-title">Compliance</h2>
        <p>{sentence}</p>
        <p className="muted">
          {rangeLabel(answer)}. {formatMoney(taggable, currency)} is spent on resources;{' '}
          {formatMoney(notTaggable, currency)} on what no tag can be put on: fees, support, charges without a
          resource.
        </p>
      </section>
      {data.length === 0 && (
        <EmptyState title="No tag is required">
          <p>Add the tags that every resource needs above.</p>
        </EmptyState>
      )}
      {data.map((key) => (
        <KeyCard key={key.tag} tag={key} taggable={taggable} currency={currency} />
      ))}
    </div>
  )
}

interface KeyCardProps {
  readonly tag: TagPolicyKey
  readonly taggable: string
  readonly currency: string
}

function KeyCard({ tag, taggable, currency }: KeyCardProps) {
  const share = (amount: string) =>
    Number(taggable) > 0 ? formatShare(Number(amount) / Number(taggable)) : '–'
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Tag {isolate(tag.tag)}</h2>
          <p className="card-note">
            {tag.required
              ? 'Required by the policy'
              : 'Counted until you set a policy: Outlay finds teams by it'}
            {tag.allowed !== null && <>; accepted: {tag.allowed.map((value) => isolate(value)).join(', ')}</>}
          </p>
        </div>
      </div>
      <dl className="policy-figures">
        {PARTS.map(({ id, label, hint }) => (
          <div key={id}>
            <dt>
              <span className={`key-swatch part-${id}`} aria-hidden="true" /> {label}
            </dt>
            <dd className="policy-share">{share(tag[id])}</dd>
            <dd className="field-hint">
              {formatMoney(tag[id], currency)} – {hint}
            </dd>
          </div>
        ))}
      </dl>
      <WeeksChart tag={tag} currency={currency} />
      {tag.wrongValues.length > 0 && (
        <p className="card-pad">
          Values that are not accepted:{' '}
          {tag.wrongValues
            .slice(0, 8)
            .map(({ value, cost }) => `${isolate(value)} (${formatMoney(cost, currency)})`)
            .join(', ')}
        </p>
      )}
      <SourcesTable tag={tag} currency={currency} />
    </section>
  )
}
