import type { DuckDBConnection } from '@duckdb/node-api'
import type { Setting } from '@outlay/shared/settings'
import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { type Query, runQuery } from '../db/query.ts'

/** What people may change in the app; left out stays, `inherit` goes back to the file. */
export const SettingsChange = z.strictObject({
  currency: z
    .union([
      z.string().regex(/^[A-Z]{3}$/, 'is three capital letters, or "inherit" for that of the file'),
      z.literal('inherit'),
      z.null(),
    ])
    .optional(),
})
export type SettingsChange = z.output<typeof SettingsChange>

/** Settings in force, kept in memory: every question of cost needs them. */
export interface Settings {
  /** Report currency, null for each bill in its own. */
  readonly currency: Setting<string | null>
  change(change: SettingsChange, stamp: { readonly actor: string; readonly now: string }): Promise<void>
}

const KEY = 'app:currency'
const Stored = z.object({ value: z.string().nullable(), changedBy: z.string(), changedAt: z.string() })

const storedQuery = {
  name: 'saved.setting',
  sql: 'select value from setting where key = $key',
  params: z.object({ key: z.string() }),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** Reads the settings of the app over those of the file. */
export async function openSettings(db: Db, file: { readonly currency: string | null }): Promise<Settings> {
  const inherited: Setting<string | null> = {
    value: file.currency,
    from: 'file',
    changedBy: null,
    changedAt: null,
  }
  const connection = await db.connect()
  let currency = (await readStored(connection).finally(() => connection.closeSync())) ?? inherited
  return {
    get currency() {
      return currency
    },
    async change({ currency: asked }, { actor, now }) {
      if (asked === undefined) return
      currency = await db.writer.withTransaction(async (writing) => {
        await writing.run('delete from setting where key = $key', { key: KEY })
        if (asked === 'inherit') return inherited
        const stored = { value: asked, changedBy: actor, changedAt: now }
        await writing.run('insert into setting values ($key, $value)', {
          key: KEY,
          value: JSON.stringify(stored),
        })
        return { ...stored, from: 'app' }
      })
    },
  }
}

async function readStored(connection: DuckDBConnection): Promise<Setting<string | null> | undefined> {
  const [row] = await runQuery(connection, storedQuery, { key: KEY })
  return row === undefined ? undefined : { ...Stored.parse(JSON.parse(row.value)), from: 'app' }
}
