import type { CollectProgress } from '@outlay/shared/collect'
import { isDay } from '@outlay/shared/period'
import { type CollectRequest, type CollectSummary, collectSources } from '../collect-sources.ts'
import type { CollectJob } from '../collecting.ts'
import { fileMemory } from '../collectors/memory.ts'
import type { RunProgress } from '../collectors/run-part.ts'
import { AppError } from '../errors.ts'
import { createPipeline } from '../ingest/pipeline.ts'
import { createRunBook } from '../schedule/run-book.ts'
import { askServer } from '../server-client.ts'
import type { ServerFile } from '../server-file.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'

const POLL_MS = 500
const CALM_MS = 1_000

/** Pulls from the configured clouds. */
export const collectCommand = defineCommand({
  name: 'collect',
  summary: 'Pulls bills from the configured clouds',
  usage: '[SOURCE…] [--since DAY] [--until DAY]',
  options: { since: { type: 'string' }, until: { type: 'string' } },
  async run(context, flags, args) {
    const request = { sources: args, since: readDay(flags, 'since'), until: readDay(flags, 'until') }
    const summary = await onDataFolder(context, {
      viaServer: (server) => throughServer(server, request, context),
      direct: (db) =>
        collectSources(request, {
          ...context,
          pipeline: createPipeline(db, context.config, context.clock),
          book: createRunBook(fileMemory(context.dataDir), context.clock),
          progress: calmly(context, (progress) => line(progress.source, progress.part, progress)),
        }),
    })
    context.print(context.json ? JSON.stringify(summary) : describe(summary))
    return summary.exitCode
  },
})

/** Pages may come many a second; a person, or a log, gets a line a second, and one for every step. */
function calmly({ clock, progress }: CommandContext, text: (progress: RunProgress) => string) {
  let last = { step: '', time: 0 }
  return (next: RunProgress) => {
    const step = [next.source, next.part, next.window, next.stage].join(' ')
    const time = clock().getTime()
    if (step === last.step && time - last.time < CALM_MS) return
    last = { step, time }
    progress(text(next))
  }
}

/** The server works on while the command looks at how far it is: no answer has to wait for a month of bills. */
async function throughServer(
  server: ServerFile,
  request: CollectRequest,
  { progress }: CommandContext,
): Promise<CollectSummary> {
  let job = (await askServer(server, 'POST', '/api/v1/collect', request)) as CollectJob
  while (!job.done || job.summary === null) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    job = (await askServer(server, 'GET', `/api/v1/collect/${job.job}`)) as CollectJob
    for (const { id, running } of job.states)
      if (running !== null) progress(line(id, running.part, shown(running)))
  }
  return job.summary
}

function shown({ windowsDone, windowsOf, ...progress }: CollectProgress) {
  return { ...progress, done: windowsDone, of: windowsOf }
}

type Shown = Pick<RunProgress, 'window' | 'stage' | 'pages' | 'rows' | 'done' | 'of' | 'text'>

/** `payer costs 2026-10 (2 of 13): reading, 3 pages, 1200 rows` */
function line(source: string, part: string, { window, stage, pages, rows, done, of, text }: Shown): string {
  const detail = text === null ? '' : `, ${text}`
  return `${source} ${part} ${window} (${Math.min(done + 1, of)} of ${of}): ${stage}, ${pages} pages, ${rows} rows${detail}`
}

function readDay(flags: Flags, name: string): string | undefined {
  const day = flagText(flags, name)
  if (day === undefined || isDay(day)) return day
  throw new AppError('USAGE', `--${name} ${day}: a day is written as 2026-11-23.`)
}

function describe({ runs }: CollectSummary): string {
  return runs
    .flatMap((run) => [
      `${run.source}: ${run.windows.length} windows, ${run.rowsKept} rows read, ${run.rowsApplied} applied, ${run.requests} paid requests (${run.requestCost} USD), ${run.freeRequests} free ones.`,
      ...run.windows.map(
        ({ part, window, state, rows }) => `  ${part} ${window ?? ''} ${state}, ${rows} rows`,
      ),
      ...run.windows.flatMap(({ part, fault }) => (fault === null ? [] : [`  ${part}: ${fault.message}`])),
      ...(run.error === null ? [] : [`  ${run.error.message}`]),
    ])
    .join('\n')
}
