import type { ReportsAnswer } from '@outlay/shared/report-answers'
import type { ReportSection } from '@outlay/shared/reports'
import { SECTION_NAMES } from '../words.ts'
import type { Draft } from './draft.ts'

interface PartsProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly meta: ReportsAnswer['meta']
}

/** Which parts it has. The sentence, the figures and what is known of the data are always there. */
export function PartsField({ draft, change, meta }: PartsProps) {
  const offered = meta.types.find(({ type }) => type === draft.type)?.offered ?? []
  const shown = offered.filter((section) => section !== 'teams' || draft.scope !== 'team')
  const toggle = (section: ReportSection, on: boolean) =>
    // in the order of the type, whichever was chosen first
    change({ sections: offered.filter((each) => (each === section ? on : draft.sections.includes(each))) })
  return (
    <fieldset className="field report-parts">
      <legend className="field-label">Parts</legend>
      {shown.map((section) => (
        <label key={section} className="report-check">
          <input
            type="checkbox"
            checked={draft.sections.includes(section)}
            onChange={({ target }) => toggle(section, target.checked)}
          />{' '}
          {SECTION_NAMES[section]}
        </label>
      ))}
    </fieldset>
  )
}
