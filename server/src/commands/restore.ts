import { lockFolder } from '../db/lock.ts'
import { restore } from '../ingest/restore.ts'
import { backupsFolder } from './backup.ts'
import { defineCommand } from './command.ts'
import { refuseServer } from './data-folder.ts'

/** Takes the newest verified backup back. */
export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'Puts the newest verified backup in the place of the database',
  usage: '[--from DIR]',
  options: { from: { type: 'string' } },
  async run(context, flags) {
    refuseServer(context)
    const lock = lockFolder(context.dataDir)
    try {
      const report = await restore(context.dataDir, backupsFolder(context, flags, 'from'), {
        clock: context.clock,
      })
      context.print(context.json ? JSON.stringify(report) : `Restored the backup of ${report.createdAt}.`)
      return 0
    } finally {
      lock.release()
    }
  },
})
