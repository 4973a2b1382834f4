import { lockFolder } from '../db/lock.ts'
import { rebuildFolder } from '../ingest/rebuild.ts'
import { defineCommand } from './command.ts'
import { refuseServer } from './data-folder.ts'

/** Daily facts from the lake; also mends a folder whose database is damaged. */
export const rebuildCommand = defineCommand({
  name: 'rebuild',
  summary: 'Makes the daily facts anew from the lake',
  usage: '',
  options: {},
  async run(context) {
    refuseServer(context)
    const lock = lockFolder(context.dataDir)
    try {
      const facts = {
        clock: context.clock,
        promoted: context.config.tags.promote,
        teams: context.config.teams,
      }
      const { db, report, movedTo } = await rebuildFolder(context.dataDir, facts)
      await db.close()
      context.print(context.json ? JSON.stringify({ ...report, movedTo }) : describe(report, movedTo))
      return 0
    } finally {
      lock.release()
    }
  },
})

type Report = Awaited<ReturnType<typeof rebuildFolder>>['report']

function describe(report: Report, movedTo: string | null): string {
  return [
    `${report.facts} daily facts from ${report.imports} imports.`,
    ...(movedTo === null
      ? []
      : [`The damaged database is in ${movedTo}; settings and statuses are in backups only.`]),
    ...report.missing.map((id) => `The lake file of import ${id} is gone: import it again.`),
  ].join('\n')
}
