import { groupBy } from '@outlay/shared/group-by'
import type { Scored } from './claims.ts'
import { figuresOf } from './figures.ts'
import type { DemoScore } from './score-demo.ts'
import { scoreTable } from './score-table.ts'
import type { Planted } from './truth-file.ts'

/** The page `docs/score.md`: every seed, all together, each rule, and what was missed or claimed in vain. */
export function scoreReport(scores: readonly DemoScore[], day: string): string {
  const [first] = scores
  return [
    '# Score of the rules',
    '',
    `\`pnpm outlay score\` on ${day}: the demo company (seed 1) and others of its kind, each with planted waste and decoys that the server cannot read. The truth is the generator's own bill without the waste, commitments applied again. Dollars of the main currency; other currencies are scored by themselves below. The naive baseline is \`recommend --baseline --metric effective\`.`,
    '',
    '## In total',
    '',
    totals(scores, 'USD'),
    '',
    '## Other currencies, all seeds',
    '',
    ...otherCurrencies(scores),
    '',
    '## Rule by rule, with metrics, all seeds',
    '',
    scoreTable(byRule(scores)),
    '',
    '## Not found, with metrics (seed 1)',
    '',
    ...(first === undefined ? [] : missed(first)),
    '',
    '## Claimed without a plant, with metrics (seed 1)',
    '',
    ...(first === undefined ? [] : inVain(first)),
    '',
    ...scores.flatMap(({ errors }) => errors.map((error) => `- failed: ${error}`)),
    '',
    `The whole rule set took ${scores.map(({ milliseconds }) => `${(milliseconds / 1000).toFixed(1)} s`).join(', ')} on these companies.`,
    '',
  ].join('\n')
}

function totals(scores: readonly DemoScore[], currency: string): string {
  const rows = scores.flatMap((score) => sets(`seed ${score.seed}`, [score], currency))
  return scoreTable([...sets('all', scores, currency), ...rows])
}

const KINDS = [
  ['rules, with metrics', 'withMetrics'],
  ['rules, bill alone', 'billAlone'],
  ['naive baseline', 'naive'],
] as const

function sets(what: string, scores: readonly DemoScore[], currency: string) {
  return KINDS.map(([name, kind]) => ({
    what: `${what}: ${name}`,
    figures: figuresOf(
      scores.flatMap((score) => score[kind].filter(({ claim }) => claim.currency === currency)),
      scores.flatMap(({ planted }) => planted.filter((piece) => piece.currency === currency)),
    ),
  }))
}

function otherCurrencies(scores: readonly DemoScore[]): string[] {
  const currencies = [...new Set(scores.flatMap(({ planted }) => planted.map(({ currency }) => currency)))]
  return currencies
    .filter((currency) => currency !== 'USD')
    .map((currency) => scoreTable(sets(currency, scores, currency).slice(0, 2)))
}

function byRule(scores: readonly DemoScore[]) {
  const scored = scores
    .flatMap(({ withMetrics }) => withMetrics)
    .filter(({ claim }) => claim.currency === 'USD')
  const planted = scores.flatMap((score) => score.planted).filter(({ currency }) => currency === 'USD')
  return [...groupBy(scored, ({ claim }) => claim.rule)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([rule, own]) => ({
      what: rule,
      figures: figuresOf(
        own,
        planted.filter(({ rules }) => rules[0] === rule),
      ),
    }))
}

function missed({ planted, withMetrics }: DemoScore): string[] {
  const reached = new Set(
    withMetrics
      .filter(({ claim }) => claim.counted > 0)
      .flatMap(({ hits }) => hits.map(({ piece }) => piece)),
  )
  return planted
    .filter((piece) => piece.kind === 'waste' && !reached.has(piece))
    .toSorted((a, b) => b.monthlySaving - a.monthlySaving)
    .map(
      (piece: Planted) =>
        `- ${piece.monthlySaving.toFixed(0)} ${piece.currency}: ${piece.id} (${piece.rules.join(', ')})`,
    )
}

function inVain({ withMetrics }: DemoScore): string[] {
  return withMetrics
    .filter(({ claim, truth }) => claim.counted - truth > 1)
    .toSorted((a, b) => excess(b) - excess(a))
    .slice(0, 40)
    .map(
      (one) =>
        `- ${excess(one).toFixed(0)} ${one.claim.currency} of ${one.claim.counted.toFixed(0)}: ${one.claim.rule} (${one.claim.grade}) on ${one.claim.resourceIds.slice(0, 3).join(', ') || one.claim.service}${one.onDecoys > 0 ? ', a decoy' : ''}`,
    )
}

function excess({ claim, truth }: Scored): number {
  return claim.counted - Math.min(claim.counted, truth)
}
