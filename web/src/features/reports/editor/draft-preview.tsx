import type { ReportsAnswer } from '@outlay/shared/report-answers'
import type { ReportModel } from '@outlay/shared/reports'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { SelectField } from '../../../components/ui/select-field.tsx'
import { draftOptions } from '../answers.ts'
import { DocumentSkeleton, ReportDocument } from '../report-document.tsx'
import { type Draft, missingOf, toInput } from './draft.ts'

interface PreviewProps {
  readonly draft: Draft
  readonly meta: ReportsAnswer['meta']
}

const ITS_OWN = ''
const UNNAMED = 'New report'
const SETTLES_MS = 300

/** The report as it would be now, for its own scope or for the manager of any team. */
export function DraftPreview({ draft, meta }: PreviewProps) {
  const [team, setTeam] = useState(ITS_OWN)
  const kind = meta.types.find(({ type }) => type === draft.type)?.kind
  const period = (kind === 'month' ? meta.months : meta.weeks)[0]?.key ?? null
  const ready = missingOf({ ...draft, name: UNNAMED }) === null && period !== null
  // What it is called, when it leaves and who gets it changes no figure.
  const input = { ...toInput(draft), name: UNNAMED, schedule: null, send: [], paused: false }
  const asked = useSettled(JSON.stringify({ input, team: team === ITS_OWN ? null : team, period }))
  const query = useQuery({
    ...draftOptions(JSON.parse(asked)),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
  const names = new Map(meta.teams.map((each) => [each.id, each.name]))
  return (
    <section className="report-draft" aria-label="Preview">
      <SelectField
        label="Preview for"
        value={team}
        options={[ITS_OWN, ...names.keys()]}
        text={(id) => (id === ITS_OWN ? 'Whom it is of' : `The manager of ${names.get(id) ?? id}`)}
        onChange={setTeam}
      />
      {query.isError && (
        <p role="alert" className="warn-text">
          {query.error.message}
        </p>
      )}
      <div aria-busy={query.isFetching} className={query.isPlaceholderData ? 'report-stale' : undefined}>
        {query.data === undefined ? (
          !query.isError && ready && <DocumentSkeleton />
        ) : (
          <ReportDocument
            model={named(query.data.data, draft)}
            note="Preview of the data as it is now; nothing is kept"
            isPart
          />
        )}
      </div>
    </section>
  )
}

/** A report of filters bears its own name. */
function named(model: ReportModel, { name }: Draft): ReportModel {
  if (model.scope.filters.length === 0) return model
  return { ...model, scope: { ...model.scope, name: name.trim() || UNNAMED } }
}

/** A text that has not changed for a moment: every question makes a whole report. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLES_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
