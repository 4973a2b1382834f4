import { AppError } from '../errors.ts'
import { createPipeline } from '../ingest/pipeline.ts'
import { withAsk } from '../queries/ask.ts'
import { answerImports } from '../queries/imports.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand } from './command.ts'
import { onDataFolder } from './data-folder.ts'
import { textTable } from './table.ts'

/** The ledger, and what waits in it for a decision. */
export const importsCommand = defineCommand({
  name: 'imports',
  summary: 'The ledger of imports; "imports accept ID" lets a held one count',
  usage: '[accept ID]',
  options: {},
  async run(context, _flags, args) {
    const [action, id] = args
    if (action === undefined) return list(context)
    if (action !== 'accept' || id === undefined)
      throw new AppError('USAGE', 'Usage: pnpm outlay imports [accept ID]')
    const record = await onDataFolder(context, {
      viaServer: (server) => askServer(server, 'POST', `/api/v1/imports/${encodeURIComponent(id)}/accept`),
      direct: (db) => createPipeline(db, context.config, context.clock).accept(id),
    })
    context.print(context.json ? JSON.stringify(record) : `Import ${id} counts now.`)
    return 0
  },
})

type Imports = Awaited<ReturnType<typeof answerImports>>

async function list(context: CommandContext): Promise<number> {
  const answer = await onDataFolder(context, {
    viaServer: async (server) => (await askServer(server, 'GET', '/api/v1/imports')) as Imports,
    direct: async (db) => {
      const connection = await db.connect()
      return withAsk(connection, context.clock(), (ask) => answerImports(ask, new URLSearchParams()))
    },
  })
  context.print(context.json ? JSON.stringify(answer) : describe(answer))
  return 0
}

function describe({ data }: Imports): string {
  if (data.length === 0) return 'Nothing was imported yet.'
  return textTable(
    ['import', 'when', 'source', 'what', 'period', 'kept', 'rejected', 'state'],
    data.map((record) => [
      record.id,
      record.createdAt,
      record.source,
      record.billingAccount === null ? record.kind : `${record.provider} ${record.billingAccount}`,
      record.billingPeriod ?? '',
      String(record.rowsKept),
      String(record.rowsRejected),
      record.state,
    ]),
    ['kept', 'rejected'],
  )
}
