import { randomBytes } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { type AllocationSettings, factSettings, promotedKeys } from '../ingest/apply/options.ts'
import { reassign } from '../ingest/apply/reassign.ts'
import { Document } from './document.ts'
import { mergeRules, readSaved } from './rule-set.ts'
import { SLOTS } from './tag-slots.ts'

/** What is left out stays as it is. */
export const RulesChange = z.strictObject({
  /** The version that was changed: another one in between is a conflict. */
  base: z.int().min(0),
  note: z.string().trim().max(500).nullable().default(null),
  rules: Document.shape.rules.unwrap().optional(),
  shared: Document.shape.shared.unwrap().optional(),
  virtualTags: Document.shape.virtualTags.unwrap().optional(),
  tagPolicy: Document.shape.tagPolicy.unwrap().optional(),
})

export type RulesChange = z.output<typeof RulesChange>

interface Stamp {
  readonly actor: string
  /** ISO instant. */
  readonly now: string
  /** Ends of keys of new rules; tests give their own. */
  readonly random?: () => string
}

/**
 * Saves the rules as a new version and applies them to all of history, in the transaction of `connection`.
 * @throws CONFLICT when somebody saved in between, INVALID_INPUT for too many virtual tags or a key that is there twice
 */
export async function saveRules(
  connection: DuckDBConnection,
  settings: AllocationSettings,
  change: RulesChange,
  stamp: Stamp,
): Promise<number> {
  const current = await readSaved(connection)
  if (current.version !== change.base) throw conflict(current.version)
  const document = withKeys(changed(current.document, change), stamp.random ?? randomKey)
  return store(connection, settings, { document, version: current.version + 1, note: change.note }, stamp)
}

/**
 * Makes a former version hold again, as a new one; 0 is the file alone.
 * @throws NOT_FOUND for a version that there is not, CONFLICT as above
 */
export async function restoreRules(
  connection: DuckDBConnection,
  settings: AllocationSettings,
  { version, base }: { readonly version: number; readonly base: number },
  stamp: Stamp,
): Promise<number> {
  const current = await readSaved(connection)
  if (current.version !== base) throw conflict(current.version)
  const [found] = await runQuery(connection, versionQuery, { version })
  if (found === undefined && version !== 0)
    throw new AppError('NOT_FOUND', `There is no version ${version} of the rules.`)
  const document = found?.body ?? Document.parse({})
  const note = `Back to version ${version}`
  return store(connection, settings, { document, version: current.version + 1, note }, stamp)
}

/** The document with what a change names in its place. */
export function changed(
  document: Document,
  change: { readonly [List in keyof Document]?: Document[List] | undefined },
): Document {
  return {
    rules: change.rules ?? document.rules,
    shared: change.shared ?? document.shared,
    virtualTags: change.virtualTags ?? document.virtualTags,
    tagPolicy: change.tagPolicy ?? document.tagPolicy,
  }
}

/**
 * Refuses what no data folder can hold.
 * @throws INVALID_INPUT for more tags than columns, or a key that is there twice
 */
export function checkDocument(settings: AllocationSettings, document: Document): void {
  const set = mergeRules(settings, 0, document)
  for (const list of ['rules', 'shared', 'virtualTags', 'tagPolicy'] as const) {
    const keys = set[list].map(({ key }) => key).filter((key) => key !== '')
    const twice = keys.find((key, index) => keys.indexOf(key) < index)
    if (twice !== undefined) throw new AppError('INVALID_INPUT', `${list}: "${twice}" is there twice.`)
  }
  const tags = set.virtualTags.filter(({ enabled }) => enabled).map(({ tag }) => tag)
  if (new Set(tags).size < tags.length)
    throw new AppError('INVALID_INPUT', 'virtualTags: a tag is there twice.')
  const promoted = promotedKeys(settings.promoted)
  const columns = new Set([...promoted, ...tags]).size
  if (columns > SLOTS) {
    throw new AppError(
      'INVALID_INPUT',
      `virtualTags: there are ${SLOTS} columns for tags, ${promoted.length} of which hold the keys of tags.promote; ${columns - SLOTS} too many.`,
    )
  }
}

async function store(
  connection: DuckDBConnection,
  settings: AllocationSettings,
  { document, version, note }: { document: Document; version: number; note: string | null },
  { actor, now }: Stamp,
): Promise<number> {
  checkDocument(settings, document)
  await connection.run(
    `insert into allocation_version values ($version, $now::timestamp, $actor, $note, $body)`,
    { version, now: now.replace('Z', ''), actor, note, body: JSON.stringify(document) },
  )
  await reassign(connection, factSettings(settings, mergeRules(settings, version, document)))
  return version
}

function withKeys(document: Document, random: () => string): Document {
  const keyed = <R extends { origin: 'config' | 'app'; key?: string | undefined }>(
    rules: readonly R[],
  ): R[] => rules.map((rule) => (rule.key === undefined ? { ...rule, key: `app:${random()}` } : rule))
  return {
    rules: keyed(document.rules),
    shared: keyed(document.shared),
    virtualTags: keyed(document.virtualTags),
    tagPolicy: keyed(document.tagPolicy),
  }
}

function randomKey(): string {
  return randomBytes(5).toString('hex')
}

function conflict(version: number): AppError {
  return new AppError(
    'CONFLICT',
    `Somebody saved version ${version} of the rules in between. Load them again and repeat the change.`,
  )
}

const Saved = z.object({
  version: Count,
  body: z.string().transform((text) => Document.parse(JSON.parse(text))),
})

const versionQuery = {
  name: 'allocation.version',
  sql: 'select version, body from allocation_version where version = $version',
  params: z.object({ version: z.int() }),
  row: Saved,
} satisfies Query<z.ZodType, z.ZodType>
