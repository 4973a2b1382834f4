import type { UntaggedAnswer, UntaggedItem } from '@outlay/shared/tagging'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { BasisParams, toBasisQuestion } from '../queries/costs-question.ts'
import { currencyTotals } from '../queries/currency-totals.ts'
import { shortMoney } from '../queries/money-text.ts'
import { flag, readParams, whole } from '../queries/params.ts'
import { createBinder } from '../queries/where-sql.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'
import { untaggedSql } from './untagged-sql.ts'

const ROWS = 200

export const UntaggedParams = z.strictObject({
  ...BasisParams,
  limit: whole(1, 1000).default(ROWS).describe('Rows, largest cost first'),
  explain: flag().describe('Adds the SQL and its parameters'),
})

/** Answers `GET /allocation/untagged`: what has no team, by cost, with whom it probably belongs to and why. */
export async function answerUntagged(
  ask: Ask,
  params: URLSearchParams,
  file: FileRules,
): Promise<UntaggedAnswer> {
  const { limit, explain, ...basis } = readParams(UntaggedParams, params)
  const asked = toBasisQuestion(basis, ask.state)
  const { currency } = await currencyTotals(ask, asked)
  const set = await readRuleSet(ask.connection, file)
  const binder = createBinder()
  const shared = set.shared.filter(({ enabled }) => enabled)
  const question = { ...asked, currency }
  const sql = untaggedSql({ question, promoted: ask.state.promoted, shared }, binder, limit)
  const query = { name: 'allocation.untagged', sql, params: z.record(z.string(), z.string()), row: Row }
  const rows = await runQuery(ask.connection, query, binder.params)
  const [first] = rows
  const total = first?.total ?? '0'
  return {
    sentence: sentence(rows.map(toItem), total, first?.items ?? 0, currency),
    currency,
    start: asked.start,
    end: asked.end,
    total,
    items: first?.items ?? 0,
    data: rows.map(toItem),
    ...(explain && { meta: { sql, params: binder.params } }),
  }
}

function sentence(items: readonly UntaggedItem[], total: string, count: number, currency: string): string {
  const [first] = items
  if (first === undefined) return 'Every cost of this period has a team or is shared.'
  const much = `${shortMoney(total, currency)} in ${count} ${count === 1 ? 'place has' : 'places have'} no team.`
  const where = first.resourceName ?? first.resource ?? first.service ?? 'an unnamed charge'
  const owner = first.suggestion === null ? '' : `, probably of ${first.suggestion.team}`
  return `${much} The largest is ${where} with ${shortMoney(first.cost, currency)}${owner}.`
}

const KIN: Readonly<Record<string, (key: string) => string>> = {
  creator: (key) => `made by ${key}`,
  name: (key) => `whose name begins with ${key}`,
  resourceGroup: (key) => `in resource group ${key}`,
  subAccount: () => 'in its account',
}

function toItem(row: z.output<typeof Row>): UntaggedItem {
  const { suggested, kind, key, most, kin, confidence } = row
  const text =
    kind === null || key === null
      ? ''
      : (KIN[kind] ?? ((value: string) => `with ${kind.replace(':', ' ')} ${value}`))(key)
  return {
    resource: row.resource,
    resourceName: row.resource_name,
    provider: row.provider,
    subAccount: row.sub_account,
    subAccountName: row.sub_account_name,
    service: row.service,
    resourceGroup: row.resourceGroup,
    creator: row.creator,
    cost: row.cost,
    suggestion:
      suggested === null
        ? null
        : {
            team: suggested,
            confidence: confidence ?? 0,
            evidence: `${most} of ${kin} ${kin === 1 ? 'resource' : 'resources'} ${text} ${most === 1 ? 'belongs' : 'belong'} to ${suggested}`,
          },
  }
}

const Row = z.object({
  resource: z.string().nullable(),
  resource_name: z.string().nullable(),
  provider: z.string(),
  sub_account: z.string().nullable(),
  sub_account_name: z.string().nullable(),
  service: z.string().nullable(),
  resourceGroup: z.string().nullable(),
  creator: z.string().nullable(),
  cost: Money,
  suggested: z.string().nullable(),
  kind: z.string().nullable(),
  key: z.string().nullable(),
  most: z.int().nullable(),
  kin: z.int().nullable(),
  confidence: z.number().nullable(),
  items: Count,
  total: Money,
})
