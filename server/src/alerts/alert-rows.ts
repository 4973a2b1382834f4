import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  ALERT_KINDS,
  ALERT_STATES,
  type AlertMessage,
  type MessageContent,
  SEVERITIES,
} from '@outlay/shared/alerts'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'

const Message = z.object({
  kind: z.enum(ALERT_KINDS),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  sentence: z.string(),
  headline: z.string(),
  lines: z.array(z.string()),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  fixes: z.array(z.object({ text: z.string(), saving: z.string(), url: z.string().nullable() })),
  open: z.object({ label: z.string(), url: z.string().nullable() }),
  footer: z.string(),
  mention: z
    .string()
    .regex(/^[UW][A-Z0-9]+$/)
    .optional(),
  content: z.custom<MessageContent>((value) => typeof value === 'object' && value !== null).optional(),
})

export const AlertRow = z.object({
  id: z.string(),
  fingerprint: z.string(),
  kind: z.enum(ALERT_KINDS),
  entity: z.string(),
  team: z.string().nullable(),
  rule: z.string(),
  period: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.string().transform((text): AlertMessage => Message.parse(JSON.parse(text))),
  state: z.enum(ALERT_STATES),
  reason: z.string().nullable(),
  actor: z.string().nullable(),
  snoozed_until: z.string().nullable(),
  figure: z.number().nullable(),
  escalated: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
})
export type AlertRow = z.output<typeof AlertRow>

export const alertColumns = `
  alert.id, fingerprint, kind, entity, team, rule, period, severity, message, alert.state, reason, actor,
  snoozed_until::varchar as snoozed_until, figure, escalated_at is not null as escalated,
  strftime(alert.created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at,
  strftime(alert.updated_at, '%Y-%m-%dT%H:%M:%SZ') as updated_at`

/** What identifies a decision: kind, entity, rule, period, threshold, and the revision of a budget. */
export interface Fingerprint {
  readonly kind: AlertRow['kind']
  readonly entity: string
  readonly rule: string
  readonly period: string
  readonly revision: string | null
}

export function fingerprintOf({ kind, entity, rule, period, revision }: Fingerprint): string {
  return [kind, entity, rule, period, ...(revision === null ? [] : [revision])].join(':')
}

/** Short ids that are safe in addresses, buttons and mail headers. */
export function idOf(prefix: 'alt' | 'out', ...parts: readonly string[]): string {
  return `${prefix}_${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 20)}`
}

/** Alerts that may still change: those that stand, of an entity. */
export async function readAlerts(
  connection: DuckDBConnection,
  where: { readonly entity?: string; readonly id?: string; readonly limit?: number },
): Promise<readonly AlertRow[]> {
  const { entity = null, id = null, limit = 500 } = where
  return runQuery(connection, alertsQuery, { entity, id, limit: String(limit) })
}

const alertsQuery = {
  name: 'alerts',
  sql: `
    select ${alertColumns}
    from alert
    where ($entity::varchar is null or entity = $entity) and ($id::varchar is null or alert.id = $id) and kind <> 'report'
    order by alert.created_at desc, alert.id
    limit $limit::integer
  `,
  params: z.object({ entity: z.string().nullable(), id: z.string().nullable(), limit: z.string() }),
  row: AlertRow,
} satisfies Query<z.ZodType, z.ZodType>

/** All that stands or waits, of one kind. */
export async function standingAlerts(connection: DuckDBConnection): Promise<readonly AlertRow[]> {
  return runQuery(connection, standingQuery, {})
}

const standingQuery = {
  name: 'alerts.standing',
  sql: `
    select ${alertColumns}
    from alert
    where alert.state in ('open', 'acknowledged', 'snoozed')
    order by alert.created_at, alert.id
  `,
  params: z.object({}),
  row: AlertRow,
} satisfies Query<z.ZodType, z.ZodType>

/** Fingerprints that are decided already. */
export async function decidedFingerprints(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const rows = await runQuery(connection, fingerprintsQuery, {})
  return new Set(rows.map(({ fingerprint }) => fingerprint))
}

const fingerprintsQuery = {
  name: 'alerts.fingerprints',
  sql: 'select fingerprint from alert',
  params: z.object({}),
  row: z.object({ fingerprint: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
