import type { CostsAnswer } from '@outlay/shared/api'
import { withAsk } from '../queries/ask.ts'
import { answerCosts } from '../queries/costs.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { textTable } from './table.ts'

const PARAMETERS = [
  'start',
  'end',
  'granularity',
  'groupBy',
  'metric',
  'charges',
  'currency',
  'top',
  'compare',
  'align',
  'reportCurrency',
  'rate',
  'promote',
] as const

/** The same question as `GET /costs`, its parameters as flags. */
export const costsCommand = defineCommand({
  name: 'costs',
  summary: 'What was spent: the question of GET /costs, its parameters as flags',
  usage:
    '[--start DAY] [--end DAY] [--granularity daily|weekly|monthly|total] [--group-by dim[,dim]] [--metric effective|billed|contracted|list] [--charges cost|usage|all] [--currency EUR] [--filter dim:op:value]… [--top N] [--compare previous|year] [--align dow|date|norm (default: date from the first of a month, else dow up to 28 days, else date)] [--report-currency EUR [--rate day|month]] [--keep VALUE]… [--promote anomalies] [--explain]',
  options: {
    ...Object.fromEntries(PARAMETERS.map((name) => [kebab(name), { type: 'string' as const }])),
    filter: { type: 'string', multiple: true },
    keep: { type: 'string', multiple: true },
    explain: { type: 'boolean' },
  },
  async run(context, flags) {
    const params = toParams(flags)
    const answer = await ask(context, params)
    context.print(context.json ? JSON.stringify(answer) : describe(answer, params.get('groupBy')))
    return 0
  },
})

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function toParams(flags: Flags): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = flags[kebab(name)]
    if (typeof value === 'string') params.set(name, value)
  }
  for (const name of ['filter', 'keep']) {
    const values = flags[name]
    for (const value of Array.isArray(values) ? values : []) params.append(name, String(value))
  }
  if (flags['explain'] === true) params.set('explain', 'true')
  return params
}

async function ask(context: CommandContext, params: URLSearchParams): Promise<CostsAnswer> {
  return onDataFolder(context, {
    viaServer: async (server) => (await askServer(server, 'GET', `/api/v1/costs?${params}`)) as CostsAnswer,
    direct: async (db) => {
      const connection = await db.connect()
      return withAsk(connection, context.clock(), (asked) => answerCosts(asked, params))
    },
  })
}

function describe({ data, meta }: CostsAnswer, groupBy: string | null): string {
  const groups = groupBy === null ? [] : groupBy.split(',')
  const compared = meta.previous !== undefined
  const rows = data.map((row) => [
    row.period,
    ...groups.map((_, index) => (row.other === true ? '(other)' : (row.group[index] ?? '(none)'))),
    row.cost,
    ...(compared ? [row.previousCost ?? '–'] : []),
  ])
  const header = ['period', ...groups, 'cost', ...(compared ? ['previous'] : [])]
  const lines = [
    textTable(header, rows, ['cost', 'previous']),
    '',
    `Total ${meta.total} ${meta.currency}, ${meta.basis.metric} · ${meta.basis.charges}, ${meta.start} to ${meta.end} (exclusive)`,
    ...meta.currencies.map(({ currency, total }) => `Also ${total} ${currency}, not added`),
    ...meta.warnings.map((warning) => `! ${warning.message}`),
  ]
  if (meta.sql !== undefined) lines.push('', meta.sql, JSON.stringify(meta.params))
  return lines.join('\n')
}
