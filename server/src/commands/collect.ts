import { isDay } from '@outlay/shared/period'
import { type CollectSummary, collectSources } from '../collect-sources.ts'
import { AppError } from '../errors.ts'
import { createPipeline } from '../ingest/pipeline.ts'
import { askServer } from '../server-client.ts'
import { defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'

/** Pulls from the configured clouds. */
export const collectCommand = defineCommand({
  name: 'collect',
  summary: 'Pulls bills from the configured clouds',
  usage: '[SOURCE…] [--since DAY] [--until DAY]',
  options: { since: { type: 'string' }, until: { type: 'string' } },
  async run(context, flags, args) {
    const request = { sources: args, since: readDay(flags, 'since'), until: readDay(flags, 'until') }
    const summary = await onDataFolder(context, {
      viaServer: async (server) =>
        (await askServer(server, 'POST', '/api/v1/collect', request)) as CollectSummary,
      direct: (db) =>
        collectSources(request, { ...context, pipeline: createPipeline(db, context.config, context.clock) }),
    })
    context.print(context.json ? JSON.stringify(summary) : describe(summary))
    return summary.exitCode
  },
})

function readDay(flags: Flags, name: string): string | undefined {
  const day = flagText(flags, name)
  if (day === undefined || isDay(day)) return day
  throw new AppError('USAGE', `--${name} ${day}: a day is written as 2026-11-23.`)
}

function describe({ runs }: CollectSummary): string {
  return runs
    .flatMap((run) => [
      `${run.source}: ${run.months.length} months, ${run.rowsKept} rows, ${run.requests} paid requests (${run.requestCost} USD).`,
      ...run.months.map((month) => `  ${month.month} ${month.state}`),
      ...(run.error === null ? [] : [`  ${run.error.message}`]),
    ])
    .join('\n')
}
