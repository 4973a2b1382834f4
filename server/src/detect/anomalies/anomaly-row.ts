import {
  ANOMALY_KINDS,
  ANOMALY_SCOPES,
  ANOMALY_STATES,
  type Anomaly,
  CLASSIFICATIONS,
} from '@outlay/shared/detect'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import type { Query } from '../../db/query.ts'
import { sentenceOf } from './sentence.ts'

/** A row as the API answers it. */
export function toAnomaly(row: z.output<typeof AnomalyRow>): Anomaly {
  const anomaly = {
    id: row.id,
    fingerprint: row.fingerprint,
    scope: row.scope,
    provider: row.provider,
    billingAccountId: row.billing_account,
    subAccountId: row.sub_account,
    subAccountName: row.sub_account_name,
    service: row.service,
    usageType: row.usage_type,
    team: row.team,
    kind: row.kind,
    state: row.state,
    silent: row.silent,
    classification: row.classification,
    startedOn: row.started_on as Day,
    lastDay: row.last_day as Day,
    detectedOn: row.detected_on as Day,
    days: row.days,
    currency: row.currency,
    expected: row.expected,
    actual: row.actual,
    excessPerDay: row.excess_per_day,
    excess: row.excess,
    monthEndImpact: row.month_end_impact,
    confidence: row.confidence,
    causes: row.causes,
    assignee: row.assignee,
    note: row.note,
    snoozedUntil: row.snoozed_until,
    reason: row.reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
  return { ...anomaly, sentence: sentenceOf(anomaly) }
}

const Cause = z.object({
  dimension: z.enum(['service', 'usageType', 'subAccount', 'region', 'resource', 'team']),
  value: z.string().nullable(),
  name: z.string(),
  before: z.number(),
  during: z.number(),
  excess: z.number(),
  share: z.number(),
})

const AnomalyRow = z.object({
  id: z.string(),
  fingerprint: z.string(),
  scope: z.enum(ANOMALY_SCOPES),
  provider: z.string().nullable(),
  billing_account: z.string().nullable(),
  sub_account: z.string().nullable(),
  sub_account_name: z.string().nullable(),
  service: z.string().nullable(),
  usage_type: z.string().nullable(),
  team: z.string().nullable(),
  kind: z.enum(ANOMALY_KINDS),
  state: z.enum(ANOMALY_STATES),
  silent: z.enum(['before_connection', 'first_days', 'backfill']).nullable(),
  classification: z.enum(CLASSIFICATIONS).nullable(),
  started_on: z.string(),
  last_day: z.string(),
  detected_on: z.string(),
  days: z.int(),
  currency: z.string(),
  expected: z.number(),
  actual: z.number(),
  excess_per_day: z.number(),
  excess: z.number(),
  month_end_impact: z.number(),
  confidence: z.number(),
  causes: z.string().transform((text) => z.array(Cause).parse(JSON.parse(text))),
  assignee: z.string().nullable(),
  note: z.string().nullable(),
  snoozed_until: z.string().nullable(),
  reason: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})

export const anomaliesQuery = {
  name: 'anomalies.list',
  sql: `
    select id, fingerprint, scope, provider, billing_account, sub_account, sub_account_name, service, usage_type, team,
      kind, state, silent, classification, started_on, last_day, detected_on, days, currency, expected, actual,
      excess_per_day, excess, month_end_impact, confidence, causes, assignee, note, snoozed_until, reason,
      strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at, strftime(updated_at, '%Y-%m-%dT%H:%M:%SZ') as updated_at
    from anomaly
    where ($id::varchar is null or id = $id)
      and ($provider::varchar is null or provider = $provider)
      and ($team::varchar is null or team = $team)
      and ($service::varchar is null or service = $service)
      and ($kind::varchar is null or contains(',' || $kind || ',', ',' || kind || ','))
    order by abs(excess) + abs(month_end_impact) desc, id
  `,
  params: z.object({
    id: z.string().nullable(),
    provider: z.string().nullable(),
    team: z.string().nullable(),
    service: z.string().nullable(),
    kind: z.string().nullable(),
  }),
  row: AnomalyRow,
} satisfies Query<z.ZodType, z.ZodType>
