import type { Db } from '../db/open.ts'
import type { FactOptions } from './apply/options.ts'
import { applySettings, settingsChange } from './apply/settings.ts'

/**
 * Makes the facts anew when the promoted tags or the program are other than those they were made with, and gives them
 * their teams and virtual tags anew when the rules are; runs at start. Says whether anything was done.
 */
export async function refreshFacts(db: Db, options: FactOptions): Promise<boolean> {
  const connection = await db.connect()
  const change = await settingsChange(connection, options).finally(() => connection.closeSync())
  if (change === null) return false
  return db.writer.withTransaction((writing) => applySettings(writing, db.paths, options))
}
