import type {
  Recommendation,
  RecommendationsAnswer,
  RecommendationTotals,
} from '@outlay/shared/recommendations'
import { readRecommendations } from '../rules/life/read-recommendations.ts'
import { createRuleRunner } from '../rules/life/refresh.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { printBaseline } from './recommend-baseline.ts'
import { textTable } from './table.ts'

const PARAMETERS = {
  status: 'status',
  provider: 'provider',
  rule: 'rule',
  grade: 'grade',
  team: 'team',
  'min-savings': 'minSavings',
}

/** Runs the rules and prints what GET /recommendations answers. */
export const recommendCommand = defineCommand({
  name: 'recommend',
  summary: 'What can be saved, how sure it is and why; --baseline prints the naive yardstick',
  usage:
    '[--status open,accepted] [--provider aws] [--rule SPOT-01] [--grade P,I,U] [--team T] [--min-savings 50] | --baseline [--days 30] [--threshold 100] [--metric blended|billed|effective]',
  options: {
    ...Object.fromEntries(Object.keys(PARAMETERS).map((name) => [name, { type: 'string' as const }])),
    baseline: { type: 'boolean' },
    days: { type: 'string' },
    threshold: { type: 'string' },
    metric: { type: 'string' },
  },
  async run(context, flags) {
    if (flags['baseline'] === true) {
      await printBaseline(context, flags)
      return 0
    }
    const answer = await ask(context, flags)
    context.print(context.json ? JSON.stringify(answer) : describe(answer))
    return 0
  },
})

async function ask(context: CommandContext, flags: Flags): Promise<RecommendationsAnswer> {
  const params = new URLSearchParams()
  for (const [flag, name] of Object.entries(PARAMETERS)) {
    const value = flagText(flags, flag)
    if (value !== undefined) params.set(name, value)
  }
  return onDataFolder(context, {
    viaServer: async (server) =>
      (await askServer(server, 'GET', `/api/v1/recommendations?${params}`)) as RecommendationsAnswer,
    direct: async (db) => {
      await createRuleRunner(db, context.clock).refresh()
      const connection = await db.connect()
      const answer = await readRecommendations(connection, params)
      connection.closeSync()
      return answer
    },
  })
}

function describe({ data, totals, otherTotals, meta }: RecommendationsAnswer): string {
  if (meta.window === null) return 'There is no complete day to look at yet.'
  return [
    `What ${meta.window.start} to ${meta.window.end} (exclusive) shows, a month:`,
    textTable(['saves', 'low–high', 'counts', '', 'grade', 'rule', 'what', 'id'], data.map(toRow), [
      'saves',
      'counts',
    ]),
    '',
    ...[totals, ...otherTotals].map(inWords),
    'Grades: P the meter proves it, I inventory, U utilisation, S a strong pattern, W a guess that starts at 0. One in full: --json.',
  ].join('\n')
}

function toRow(one: Recommendation): string[] {
  const { low, expected, high } = one.monthlySavings
  return [
    expected.toFixed(2),
    `${low.toFixed(0)}–${high.toFixed(0)}`,
    one.countedSavings.toFixed(2),
    one.currency,
    one.grade,
    one.rule,
    one.title,
    one.id,
  ]
}

function inWords(totals: RecommendationTotals): string {
  const { currency, proven, expected, ceiling, p10, p90, avoidance } = totals
  const avoided = avoidance > 0 ? `; ${avoidance.toFixed(2)} avoidable beside it` : ''
  return `Proven ${proven.toFixed(2)} ${currency}, expected ${expected.toFixed(2)} (8 in 10 chances between ${p10.toFixed(2)} and ${p90.toFixed(2)}), ceiling ${ceiling.toFixed(2)}${avoided}.`
}
