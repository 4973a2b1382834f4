import type { RecommendationWithHistory } from '../answers.ts'

/** What a measure of a stage can break, and how it is taken back, in general; the rule's page says more. */
const BY_STAGE: Readonly<Record<string, readonly string[]>> = {
  delete: [
    'What is deleted is gone: keep the snapshot or copy of the first step until nobody has missed it.',
  ],
  schedule: ['It is not there outside its hours; whoever works late has to start it.'],
  resize: ['Changing the size restarts it.', 'Load above that of the days measured would wait.'],
  architecture: [
    'Changing the kind restarts it.',
    'Programs and drivers must run on the new kind: test them first.',
  ],
  configure: ['Nothing restarts.', 'What relied on the old setting notices: look at it for a week.'],
  purchase: ['The cloud may take it back at short notice: the work must stand being begun again.'],
  commit: ['It is paid to the end of its term, used or not.'],
  note: ['Nothing is changed by looking into it.'],
}

/** How risky it is, why, and the way back. */
export function Risks({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { risk, stage, evidence, remediation } = recommendation
  const own = evidence.facts['performance_risk']
  const reasons = [...(BY_STAGE[stage] ?? []), ...(typeof own === 'string' ? [`Performance: ${own}.`] : [])]
  return (
    <section className="card" aria-label="Risks">
      <h2 className="card-title">Risks: {risk}</h2>
      <ul className="risk-list">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        <li>
          {remediation.rollback === null
            ? 'It cannot be taken back.'
            : `The way back: ${remediation.rollback.split('\n')[0]}`}
        </li>
      </ul>
    </section>
  )
}
