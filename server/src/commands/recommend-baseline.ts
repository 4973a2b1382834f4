import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { type BaselineAnswer, baseline } from '../rules/baseline/baseline.ts'
import { BaselineParams } from '../rules/baseline/params.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { textTable } from './table.ts'

/** Prints the naive rules that cloud teams start from: the yardstick for better ones. */
export async function printBaseline(context: CommandContext, flags: Flags): Promise<void> {
  const options = readOptions(flags)
  const answer = await onDataFolder(context, {
    viaServer: async (server) => {
      const params = new URLSearchParams(
        Object.entries(options).map(([name, value]): [string, string] => [name, String(value)]),
      )
      return (await askServer(server, 'GET', `/api/v1/recommendations/baseline?${params}`)) as BaselineAnswer
    },
    direct: async (db) => {
      const connection = await db.connect()
      const found = await baseline(connection, { ...options, clock: context.clock })
      connection.closeSync()
      return found
    },
  })
  context.print(context.json ? JSON.stringify(answer) : describe(answer))
}

function readOptions(flags: Flags): z.output<typeof BaselineParams> {
  const given = ['days', 'threshold', 'metric'].flatMap((name) => {
    const value = flagText(flags, name)
    return value === undefined ? [] : [[name, value]]
  })
  const parsed = BaselineParams.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('USAGE', `--${issue?.path.join('.')}: ${issue?.message}.`)
}

function describe(answer: BaselineAnswer): string {
  if (answer.window === null) return 'There is no complete day to look at yet.'
  const currency = answer.currency ?? ''
  return [
    `Services above ${answer.threshold} ${currency} from ${answer.window.start} to ${answer.window.end} (exclusive), ${answer.metric} cost`,
    textTable(
      ['provider', 'service', 'cost'],
      answer.expensive_services.map((each) => [each.provider, each.service ?? '(none)', each.cost]),
      ['cost'],
    ),
    '',
    textTable(
      ['service', 'recommendation', 'potential savings'],
      answer.recommendations.map((each) => [each.service, each.title, each.potential_savings]),
      ['potential savings'],
    ),
    '',
    `Total potential savings ${answer.total_potential_savings} ${currency}: flat percentages, a yardstick and no promise.`,
    ...answer.other_currencies.map((other) => `Also ${other.cost} ${other.currency}, left out`),
  ].join('\n')
}
