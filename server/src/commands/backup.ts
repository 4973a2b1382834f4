import { isAbsolute, join, resolve } from 'node:path'
import { AppError } from '../errors.ts'
import { backup } from '../ingest/backup.ts'
import { askServer } from '../server-client.ts'
import { type CommandContext, defineCommand, type Flags, flagText } from './command.ts'
import { onDataFolder } from './data-folder.ts'

type Report = Awaited<ReturnType<typeof backup>>

/** A verified copy of the database, while a server runs or not. */
export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'A verified copy of the database and a list of the lake',
  usage: '[--to DIR]',
  options: { to: { type: 'string' } },
  async run(context, flags) {
    const to = backupsFolder(context, flags, 'to')
    const report = await onDataFolder(context, {
      viaServer: async (server) => {
        refuseFolder(context, flags)
        return (await askServer(server, 'POST', '/api/v1/backup')) as Report
      },
      direct: (db) => backup(db, to, { clock: context.clock }),
    })
    context.print(
      context.json
        ? JSON.stringify(report)
        : `${report.folder}: ${report.bytes} bytes, verified. The lake (${report.lakeFiles} files) is listed in it: copy lake/ and lake-old/ as well.`,
    )
    return 0
  },
})

/** No route takes a path. */
function refuseFolder({ dataDir }: CommandContext, flags: Flags): void {
  if (flagText(flags, 'to') === undefined) return
  throw new AppError(
    'USAGE',
    `While a server runs, backups go to ${join(dataDir, 'backups')}: leave --to out, or stop the server.`,
  )
}

export function backupsFolder(context: CommandContext, flags: Flags, flag: string): string {
  const path = flagText(flags, flag)
  if (path === undefined) return join(context.dataDir, 'backups')
  return isAbsolute(path) ? path : resolve(context.cwd, path)
}
