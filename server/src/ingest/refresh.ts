import type { Db } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import type { FactOptions } from './apply/options.ts'
import { applySettings, settingsHash, settingsQuery } from './apply/settings.ts'

/**
 * Makes the facts anew when the promoted tags or the teams of the settings are other than those they were made with;
 * runs at start. Says whether anything was done.
 */
export async function refreshFacts(db: Db, options: FactOptions): Promise<boolean> {
  const connection = await db.connect()
  const [known] = await runQuery(connection, settingsQuery, {})
  connection.closeSync()
  if (known?.value === settingsHash(options)) return false
  return db.writer.withTransaction((writing) => applySettings(writing, db.paths, options))
}
