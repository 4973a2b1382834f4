import type { DuckDBConnection } from '@duckdb/node-api'
import type { Setting, SettingChange } from '@outlay/shared/settings'
import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { type Query, runQuery } from '../db/query.ts'

/** What people may change in the app; left out stays, `inherit` goes back to the file or to the default. */
export const SettingsChange = z.strictObject({
  currency: z
    .union([
      z.string().regex(/^[A-Z]{3}$/, 'is three capital letters, or "inherit" for that of the file'),
      z.literal('inherit'),
      z.null(),
    ])
    .optional(),
  rate: z.enum(['day', 'month', 'inherit']).optional(),
})
export type SettingsChange = z.output<typeof SettingsChange>

/** Settings in force, kept in memory: every question of cost needs them. */
export interface Settings {
  /** Report currency, null for each bill in its own. */
  readonly currency: Setting<string | null>
  /** Rates of the rates file: of each day, or of the close of its month. */
  readonly rate: Setting<'day' | 'month'>
  /** Who changed what, newest first, at most a hundred. */
  readonly changes: readonly SettingChange[]
  change(change: SettingsChange, stamp: { readonly actor: string; readonly now: string }): Promise<void>
}

const CHANGES_MAX = 100
const KEYS = { currency: 'app:currency', rate: 'app:rate', changes: 'app:changes' } as const

const Stored = <T extends z.ZodType>(value: T) =>
  z.object({ value, changedBy: z.string(), changedAt: z.string() })
const Values = { currency: Stored(z.string().nullable()), rate: Stored(z.enum(['day', 'month'])) }
const Changes = z.array(
  z.object({
    name: z.enum(['currency', 'rate']),
    from: z.string().nullable(),
    to: z.string().nullable(),
    changedBy: z.string(),
    changedAt: z.string(),
  }),
)

/** Reads the settings of the app over those of the file. */
export async function openSettings(db: Db, file: { readonly currency: string | null }): Promise<Settings> {
  const inherited = { currency: ofFile(file.currency), rate: ofFile('day' as const) }
  const connection = await db.connect()
  let known = await readKnown(connection, inherited).finally(() => connection.closeSync())
  return {
    get currency() {
      return known.currency
    },
    get rate() {
      return known.rate
    },
    get changes() {
      return known.changes
    },
    async change(asked, stamp) {
      known = await db.writer.withTransaction(async (writing) => {
        for (const name of ['currency', 'rate'] as const) {
          if (asked[name] !== undefined) await put(writing, KEYS[name], toStored(asked[name], stamp))
        }
        const next = await readKnown(writing, inherited)
        const changes = [...changesOf(known, next, stamp), ...known.changes].slice(0, CHANGES_MAX)
        if (changes.length > known.changes.length) await put(writing, KEYS.changes, changes)
        return { ...next, changes }
      })
    },
  }
}

interface Stamp {
  readonly actor: string
  readonly now: string
}

type Known = Pick<Settings, 'currency' | 'rate' | 'changes'>

function ofFile<T>(value: T): Setting<T> {
  return { value, from: 'file', changedBy: null, changedAt: null }
}

function toStored(value: string | null, { actor, now }: Stamp) {
  return value === 'inherit' ? undefined : { value, changedBy: actor, changedAt: now }
}

function changesOf(before: Known, after: Known, { actor, now }: Stamp): readonly SettingChange[] {
  return (['currency', 'rate'] as const).flatMap((name) => {
    const [from, to] = [before[name].value, after[name].value]
    return from === to ? [] : [{ name, from, to, changedBy: actor, changedAt: now }]
  })
}

async function readKnown(
  connection: DuckDBConnection,
  inherited: Pick<Known, 'currency' | 'rate'>,
): Promise<Known> {
  const currency = await read(connection, KEYS.currency, Values.currency)
  const rate = await read(connection, KEYS.rate, Values.rate)
  return {
    currency: currency === undefined ? inherited.currency : { ...currency, from: 'app' },
    rate: rate === undefined ? inherited.rate : { ...rate, from: 'app' },
    changes: (await read(connection, KEYS.changes, Changes)) ?? [],
  }
}

const storedQuery = {
  name: 'saved.setting',
  sql: 'select value from setting where key = $key',
  params: z.object({ key: z.string() }),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

async function read<T extends z.ZodType>(
  connection: DuckDBConnection,
  key: string,
  shape: T,
): Promise<z.output<T> | undefined> {
  const [row] = await runQuery(connection, storedQuery, { key })
  return row === undefined ? undefined : shape.parse(JSON.parse(row.value))
}

/** Replaces a value; `undefined` takes it away. */
async function put(connection: DuckDBConnection, key: string, value: unknown): Promise<void> {
  await connection.run('delete from setting where key = $key', { key })
  if (value === undefined) return
  await connection.run('insert into setting values ($key, $value)', { key, value: JSON.stringify(value) })
}
