import type { RuleAnswer } from '@outlay/shared/recommendations'
import { useQuery } from '@tanstack/react-query'
import { Load } from '../../../components/ui/states.tsx'
import { formatCount, formatInstant } from '../../../lib/format.ts'
import { useSetView, useView } from '../../../lib/search-state.ts'
import { useTitle } from '../../../lib/use-title.ts'
import { rulesOptions } from '../answers.ts'
import { withLocal } from '../list-params.ts'
import { RulesRunning } from '../rules-running.tsx'
import { Tabs } from '../tabs.tsx'
import { familyLabel } from '../words.ts'
import { OUTCOMES, outcomeOf } from './outcome.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { RulesTable } from './rules-table.tsx'

/** Every rule: what it found last, or why it was silent, and its settings. */
export function RulesPage() {
  useTitle('Rules')
  const { selected } = useView()
  const query = useQuery(rulesOptions())
  return (
    <>
      <Tabs />
      <Load isPage query={query} what="The rules" skeleton={<RulesRunning />}>
        {({ data }) => (
          <>
            <Head rules={data} />
            <Outcomes rules={data} />
            {[...new Set(data.map(({ family }) => family))].map((family) => (
              <Family key={family} family={family} rules={data} />
            ))}
            {selected !== null && <RuleDialog key={selected} id={selected} rules={data} />}
          </>
        )}
      </Load>
    </>
  )
}

interface RulesProps {
  readonly rules: readonly RuleAnswer[]
}

function Head({ rules }: RulesProps) {
  const ranAt = rules.find(({ lastOutcome }) => lastOutcome !== null)?.lastOutcome?.ranAt
  const found = rules.filter((rule) => outcomeOf(rule) === 'found').length
  return (
    <div>
      <h1 className="answer">
        {formatCount(found)} of {formatCount(rules.length)} rules found something
      </h1>
      <p className="answer-detail">
        {ranAt === undefined ? 'They have not run yet.' : `They ran ${formatInstant(ranAt)}.`} A rule that is
        silent says why: silence is never “all good”.
      </p>
    </div>
  )
}

function Outcomes({ rules }: RulesProps) {
  const view = useView()
  const setView = useSetView()
  const chosen = view.local['status'] ?? ''
  return (
    <fieldset className="pipeline">
      <legend className="sr-only">Outcome</legend>
      {(['', ...OUTCOMES.map(({ id }) => id)] as const).map((id) => (
        <button
          key={id}
          type="button"
          className="stage"
          aria-pressed={chosen === id}
          onClick={() => setView(withLocal(view, { status: id }))}
        >
          <span className="stage-label">
            {OUTCOMES.find((outcome) => outcome.id === id)?.label ?? 'All rules'}
          </span>
          <span className="stage-count">
            {formatCount(rules.filter((rule) => id === '' || outcomeOf(rule) === id).length)}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

function Family({ family, rules }: RulesProps & { readonly family: string }) {
  const { local } = useView()
  const shown = rules.filter(
    (rule) =>
      rule.family === family && (local['status'] === undefined || outcomeOf(rule) === local['status']),
  )
  if (shown.length === 0) return null
  return (
    <section className="card card-flush" aria-label={familyLabel(family)}>
      <div className="card-head">
        <h2 className="card-title">{familyLabel(family)}</h2>
      </div>
      <RulesTable family={family} rules={shown} />
    </section>
  )
}
