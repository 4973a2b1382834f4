import type { AlertMessage } from '@outlay/shared/alerts'
import { type AlertsBed, dailyFacts, openAlertsBed } from '../alerts/test-kit.ts'
import type { Db } from '../db/open.ts'
import { silentLogger } from '../log.ts'
import type { Fact } from '../queries/fact-builder.ts'
import { createReporting, type Reporting, type ReportingDeps } from './reporting.ts'

/** Two teams: of search everything is named Search-…, of ads Ads-…, so that a leak shows. */
const FACTS: readonly Fact[] = [
  ...dailyFacts('2026-09-28', '2026-11-16', '100.123456', { ...search(), resource: 'search-vm' }),
  ...dailyFacts('2026-11-16', '2026-11-26', '140.5', { ...search(), resource: 'search-vm' }),
  ...dailyFacts('2026-11-18', '2026-11-26', '33.25', {
    ...search(),
    service: 'Search-DB',
    resource: 'arn:x/search-db',
  }),
  ...dailyFacts('2026-09-28', '2026-11-17', '21', {
    ...search(),
    service: 'Search-Old',
    resource: 'search-old',
  }),
  ...dailyFacts('2026-09-28', '2026-11-26', '777.77', {
    service: 'Ads-Compute',
    team: 'ads',
    resource: 'ads-vm',
  }),
  ...dailyFacts('2026-11-17', '2026-11-26', '91.5', { service: 'Ads-Queue', team: 'ads', resource: 'ads-q' }),
]

function search(): Partial<Fact> {
  return { service: 'Search-Compute', team: 'search' }
}

const CONFIG = `
publicUrl: https://outlay.example
teams:
  - { id: search, name: Search & Find, email: search@example.com }
  - { id: ads, name: Ads <Team>, email: ads@example.com }
budgets:
  - { id: search-month, name: Search budget, team: search, amount: '3500' }
  - { id: ads-month, name: Ads budget, team: ads, amount: '99999' }
  - { id: everything, name: All of it, amount: '27000' }
reports:
  - { id: search-weekly, type: weekly, team: search, timezone: Europe/Berlin }
  - { id: company, type: weekly, timezone: Europe/Berlin, send: ['slack:#finops', 'email:cto@example.com'] }
`

/** With `more` configuration as YAML: a data folder with a bill, fixes and alerts of two teams, whose last complete day is 23 November 2026. */
export async function openReportsBed(more = ''): Promise<AlertsBed> {
  const bed = await openAlertsBed(FACTS, CONFIG + more)
  bed.now = new Date('2026-11-25T12:00:00Z')
  await bed.db.writer.withTransaction(async (connection) => {
    for (const team of ['search', 'ads'])
      await connection.run(INSERT_FIX, { team, body: JSON.stringify(body(team)) })
    for (const team of ['search', 'ads'])
      await connection.run(INSERT_ALERT, {
        team,
        id: `alt_${team}`,
        message: JSON.stringify(message(team)),
      })
  })
  return bed
}

export function reportingOf(
  { db, config }: AlertsBed,
  bed: { readonly now: Date },
  more: Partial<ReportingDeps> = {},
): Reporting {
  return createReporting({
    ...{ db, config, log: silentLogger, clock: () => bed.now },
    allocation: { teams: config.teams, allocation: config.allocation },
    ...more,
  })
}

/** A start of the schedule that the data folder has known for long. */
export async function knowSchedules(db: Db, since: string, reports: readonly string[]): Promise<void> {
  await db.writer.withTransaction(async (connection) => {
    for (const report of reports)
      await connection.run('insert into report_schedule values ($report, $since::timestamp)', {
        report,
        since,
      })
  })
}

const SAVES = { search: 321.5, ads: 654.25 } as const

function body(team: string) {
  const expected = team === 'ads' ? SAVES.ads : SAVES.search
  return {
    ...{
      id: `rec-${team}`,
      rule: 'IDLE-01',
      ruleSlug: 'idle-01',
      family: 'idle',
      title: `${team}-vm does nothing`,
    },
    ...{
      provider: 'aws',
      billingAccountId: '111111111111',
      subAccountId: null,
      service: null,
      region: null,
      team,
    },
    ...{
      resourceIds: [`${team}-vm`],
      grade: 'P',
      class: 'usage',
      stage: 'delete',
      confidence: 0.9,
      monthlyCost: '400',
    },
    monthlySavings: { low: 1, expected, high: 999 },
    ...{ countedSavings: expected, currency: 'USD', oneOffCost: 0, paybackDays: 0, effort: 'S', risk: 'low' },
    ...{ evidence: {}, remediation: {}, conflictsWith: [] },
  }
}

function message(team: string): AlertMessage {
  const title = `${team} used 80 %`
  const open = { label: 'Open budget', url: null }
  return {
    ...{ kind: 'budget', severity: 'warning', title, sentence: title, headline: title },
    ...{ lines: [], fields: [], fixes: [], open, footer: '' },
  }
}

const INSERT_FIX = `
  insert into recommendation by name
  select 'rec-' || $team as id, 'IDLE-01' as rule, $body as body, 'aws' as provider, '111111111111' as billing_account,
    $team as team, 'P' as grade, 'USD' as currency, ($body::json ->> 'countedSavings')::double as counted,
    [$team || '-vm'] as resource_ids, 'open' as status, $team || '-owner' as assignee,
    date '2026-11-01' as first_seen, date '2026-11-23' as last_seen, timestamp '2026-11-23' as updated_at`

const INSERT_ALERT = `
  insert into alert by name
  select $id as id, $id as fingerprint, 'budget' as kind, $team || '-month' as entity, $team as team,
    'actual-80' as rule, '2026-11' as period, 'warning' as severity, $message as message,
    'open' as state, timestamp '2026-11-20' as created_at, timestamp '2026-11-20' as updated_at`
