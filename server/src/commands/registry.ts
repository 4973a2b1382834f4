import { alertsCommand } from './alerts.ts'
import { backupCommand } from './backup.ts'
import { collectCommand } from './collect.ts'
import type { Command } from './command.ts'
import { costsCommand } from './costs.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { importsCommand } from './imports.ts'
import { rebuildCommand } from './rebuild.ts'
import { recommendCommand } from './recommend.ts'
import { reportCommand } from './report.ts'
import { restoreCommand } from './restore.ts'
import { scoreCommand } from './score.ts'
import { serveCommand } from './serve.ts'

/** In the order in which help lists them. */
export const commands: readonly Command[] = [
  serveCommand,
  importCommand,
  importsCommand,
  collectCommand,
  costsCommand,
  recommendCommand,
  reportCommand,
  alertsCommand,
  doctorCommand,
  scoreCommand,
  rebuildCommand,
  backupCommand,
  restoreCommand,
]
