/** What is told and what is not, in words. */
const RULES: readonly (readonly [what: string, words: string])[] = [
  [
    'How much',
    'At least 50 a day in the currency of the bill, 0.5 % of the billing account and 20 % of what is expected; a slow rise of a place in which nothing rises by itself, twice that.',
  ],
  [
    'How sure',
    'Six robust deviations on one day, or five of up to four days together. What was off as far twice in 90 days is how the series moves.',
  ],
  [
    'Which days',
    'Settled ones alone: AWS after 48 hours, Azure and Google after 72, and unchanged by more than 0.5 % since the delivery before.',
  ],
  [
    'Which lines',
    'Usage at effective cost. Tax, credits, refunds, commitment fees, unused commitments and what is paid once or recurs are left out; so is what only a commitment that begins or ends changes.',
  ],
  [
    'One cause, one anomaly',
    'The narrowest place that explains it is told, and not the places above it. What begins within days of it in the same account, the same way, belongs to it.',
  ],
  [
    'Who is not alerted',
    'Nobody for what began before a source was connected or in its first 14 days (Preview), for days that came late from a backfill, and while the pattern is snoozed.',
  ],
  [
    'What you say counts',
    '“Not an anomaly” raises the threshold of its place to 1.2 times what you said it of. Snoozing holds for whatever happens to the same place in the same direction.',
  ],
]

export function NoiseRules() {
  return (
    <details className="noise-rules">
      <summary>What is told, and what is not</summary>
      <dl>
        {RULES.map(([what, words]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
