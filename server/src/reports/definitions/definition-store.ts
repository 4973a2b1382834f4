import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportChangeNote, ReportInput } from '@outlay/shared/report-definitions'
import { REPORT_TYPES } from '@outlay/shared/reports'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { type Definition, readDefinitions } from './read-definitions.ts'
import { type ReportPatch, refuseUnsound } from './report-body.ts'

export interface Stamp {
  readonly actor: string
  readonly now: string
  /** Ids of the configuration file, which wins over the app. */
  readonly ofFile: readonly string[]
}

/** Keeps a new report under an id made of its name, which no other ever had. Returns the id. @throws INVALID_INPUT */
export async function createDefinition(
  connection: DuckDBConnection,
  input: ReportInput,
  stamp: Stamp,
): Promise<string> {
  refuseUnsound(input)
  const used = (await runQuery(connection, usedQuery, {})).map(({ id }) => id)
  const id = freeId(input.name, new Set([...REPORT_TYPES, ...RESERVED, ...stamp.ofFile, ...used]))
  const body = JSON.stringify(input)
  const { actor, now } = stamp
  await connection.run(
    'insert into report_definition values ($id, $body, $actor, $now::timestamp, $now::timestamp)',
    { id, body, actor, now },
  )
  await beginAnew(connection, id, now)
  await note(connection, { id, action: 'created', fields: [], body }, stamp)
  return id
}

/** Changes some of a report. @throws NOT_FOUND, CONFLICT for one of the file, INVALID_INPUT */
export async function changeDefinition(
  connection: DuckDBConnection,
  id: string,
  patch: ReportPatch,
  stamp: Stamp,
): Promise<void> {
  if (stamp.ofFile.includes(id)) throw ofFile(id)
  const { input: before } = await findDefinition(connection, id)
  const input = { ...before, ...defined(patch) }
  refuseUnsound(input)
  const fields = changedFields(before, input)
  if (fields.length === 0) return
  const body = JSON.stringify(input)
  const { actor, now } = stamp
  await connection.run(
    'update report_definition set body = $body, actor = $actor, updated_at = $now::timestamp where id = $id',
    { id, body, actor, now },
  )
  if (fields.some((field) => TIMED.has(field))) await beginAnew(connection, id, now)
  await note(connection, { id, action: 'changed', fields, body }, stamp)
}

/** Removes a report; what it sent stays. @throws NOT_FOUND, CONFLICT for one of the file alone */
export async function removeDefinition(
  connection: DuckDBConnection,
  id: string,
  stamp: Stamp,
): Promise<void> {
  const known = await readDefinitions(connection)
  if (stamp.ofFile.includes(id) && known.every((each) => each.id !== id)) throw ofFile(id)
  const { input } = await findDefinition(connection, id)
  await connection.run('delete from report_definition where id = $id', { id })
  if (!stamp.ofFile.includes(id))
    await connection.run('delete from report_schedule where report = $id', { id })
  await note(connection, { id, action: 'deleted', fields: [], body: JSON.stringify(input) }, stamp)
}

/** What says when, and of whom: one that is changed begins with the next period, and makes up for nothing. */
const TIMED: ReadonlySet<string> = new Set(['type', 'team', 'filters', 'schedule', 'paused'])

async function beginAnew(connection: DuckDBConnection, id: string, now: string): Promise<void> {
  await connection.run('insert or replace into report_schedule values ($id, $now::timestamp)', { id, now })
}

interface Noted extends Pick<ReportChangeNote, 'action' | 'fields'> {
  readonly id: string
  readonly body: string
}

async function note(
  connection: DuckDBConnection,
  { id, action, fields, body }: Noted,
  { actor, now }: Stamp,
): Promise<void> {
  await connection.run(INSERT_CHANGE, { id, now, actor, action, body, fields: JSON.stringify(fields) })
}

const INSERT_CHANGE = `
  insert into report_change values ($id, $now::timestamp, $actor, $action, from_json($fields, '["varchar"]'), $body)`

async function findDefinition(connection: DuckDBConnection, id: string): Promise<Definition> {
  const found = (await readDefinitions(connection)).find((each) => each.id === id)
  if (found === undefined) throw new AppError('NOT_FOUND', `No report "${id}" was made in the app.`)
  return found
}

function ofFile(id: string): AppError {
  return new AppError('CONFLICT', `"${id}" is in outlay.config.yaml: change it there and start Outlay again.`)
}

function defined(patch: ReportPatch): Partial<ReportInput> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

function changedFields(before: ReportInput, after: ReportInput): readonly string[] {
  const now = new Map(Object.entries(after))
  return Object.entries(before).flatMap(([key, value]) =>
    JSON.stringify(value) === JSON.stringify(now.get(key)) ? [] : [key],
  )
}

/** Words of addresses. */
const RESERVED = ['new', 'preview']

/** Ids that some report has or had: what was sent hangs on them. */
const usedQuery = {
  name: 'reports.used-ids',
  sql: `
    select id from report_definition
    union select report from report_change
    union select report from report_run
    order by id
  `,
  params: z.object({}),
  row: z.object({ id: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  const base = slug === '' ? 'report' : slug
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  return id
}
