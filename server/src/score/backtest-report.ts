import { groupBy } from '@outlay/shared/group-by'
import type { Backtest } from './backtest.ts'
import type { Labelled, Outcome } from './label.ts'

const HEADING = '## Backtest'

/** The section of `docs/score.md` about past months. */
export function backtestReport({ months, errors }: Backtest, day: string, source: string): string {
  const currencies = [
    ...new Set(months.flatMap(({ labelled }) => labelled.map(({ claim }) => claim.currency))),
  ]
  return [
    HEADING,
    '',
    `\`pnpm outlay score --backtest\` on ${day}, ${source}. The rules ran as on the last day of each of ${months.length} past months; each claim is compared with the bill of up to 60 days after it. *True* is what held (the same rule finds it again on the next month's days alone, a commitment would have been used to at least 1 − discount) or what its owners removed; *ended* went before a measure could save; *cannot tell* lacks what the rule needs a month later. *Realised* is the most that the later bill lets the measures save: the part of the claim that was still billed, for commitments the saving on the hours that came (negative where they would have lost). Dollars a month, summed over the months.`,
    '',
    ...currencies.flatMap((currency) => [
      `### Rule by rule, ${currency}`,
      '',
      table([...byRule(months.flatMap(({ labelled }) => ofCurrency(labelled, currency)))], 'rule'),
      '',
      `### Month by month, ${currency}`,
      '',
      table(
        months.map((month) => [`${month.day} → ${month.until}`, ofCurrency(month.labelled, currency)]),
        'claimed on',
      ),
      '',
    ]),
    '### What cannot be told',
    '',
    '- Teams, names and prices are those of today. The inventory keeps only the last observation of each resource: rules that need it stay silent for the past unless it was observed before.',
    '- Nobody acted on these claims: a saving is bounded by the later bill, it was not made. That the evidence goes on does not prove that the work was waste: what looks like waste in every month is found by the planted decoys above, not here.',
    '- Whether a bucket is read less than its break-even is seen as far as the bill names its requests.',
    ...months.map(toldOf),
    ...errors.map((error) => `- failed: ${error}`),
    '',
  ].join('\n')
}

/** A page with its backtest replaced, or put at its end; everything else stays. */
export function withBacktest(page: string, section: string): string {
  const { before, after } = split(page)
  return [before.trimEnd(), section.trimEnd(), after.trim()]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

/** The backtest that a page holds, '' where there is none. */
export function backtestOf(page: string): string {
  return split(page).section
}

function split(page: string) {
  const start = page.startsWith(HEADING) ? 0 : page.indexOf(`\n${HEADING}\n`)
  if (start < 0) return { before: page, section: '', after: '' }
  const next = page.indexOf('\n## ', start + HEADING.length)
  const end = next < 0 ? page.length : next
  return { before: page.slice(0, start), section: page.slice(start, end).trim(), after: page.slice(end) }
}

function toldOf({ day, metricDays, hindsight }: Backtest['months'][number]): string {
  const { units, later, older } = hindsight
  return `- ${day}: ${metricDays} days of utilisation; of ${units} deliveries of the bill ${later} came later or their version of then is gone and are read as they are now, ${older} are read as they were then.`
}

function ofCurrency(labelled: readonly Labelled[], currency: string): Labelled[] {
  return labelled.filter(({ claim }) => claim.currency === currency)
}

function byRule(labelled: readonly Labelled[]): (readonly [string, Labelled[]])[] {
  const groups = [...groupBy(labelled, ({ claim }) => claim.rule)].toSorted(([a], [b]) => a.localeCompare(b))
  return [...groups, ['**all**', [...labelled]]]
}

function table(rows: readonly (readonly [string, readonly Labelled[]])[], first: string): string {
  const head = [
    first,
    'claims',
    'claimed',
    'true',
    'ended',
    'refuted',
    'cannot tell',
    'realised',
    'realised ÷ claimed',
    'best size',
  ]
  return [head, head.map(() => '---'), ...rows.map(([what, labelled]) => [what, ...cellsOf(labelled)])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function cellsOf(labelled: readonly Labelled[]): string[] {
  const claimed = sum(labelled, (one) => one.claimed)
  const known = labelled.filter(({ outcome }) => outcome !== 'unknown')
  const told = sum(known, (one) => one.claimed)
  const realised = sum(known, (one) => one.realised)
  const of = (...outcomes: Outcome[]) =>
    sum(
      labelled.filter(({ outcome }) => outcomes.includes(outcome)),
      (one) => one.claimed,
    )
  const oracles = labelled.filter(({ oracle }) => oracle !== null)
  return [
    String(new Set(labelled.map(({ claim }) => claim)).size),
    claimed.toFixed(0),
    percent(of('held', 'removed'), told),
    percent(of('ended'), told),
    percent(of('refuted'), told),
    percent(of('unknown'), claimed),
    realised.toFixed(0),
    told === 0 ? '–' : (realised / told).toFixed(2),
    oracles.length === 0 ? '' : sum(oracles, ({ oracle }) => oracle ?? 0).toFixed(0),
  ]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(0)} %`
}

function sum(labelled: readonly Labelled[], value: (one: Labelled) => number): number {
  return labelled.reduce((total, one) => total + value(one), 0)
}
