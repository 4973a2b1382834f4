import type { Basis } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of `/api/v1/budgets`. Billed money is text, estimates are numbers. */

export const BUDGET_PERIODS = ['month', 'quarter', 'year'] as const
export type BudgetPeriodLength = (typeof BUDGET_PERIODS)[number]

/** `4-4-5`: years of whole weeks, quarters of 4 + 4 + 5 of them. */
export const BUDGET_CALENDARS = ['calendar', '4-4-5'] as const
export type BudgetCalendar = (typeof BUDGET_CALENDARS)[number]

export interface BudgetThreshold {
  readonly percent: number
  readonly on: 'actual' | 'forecast'
}

export interface PlanEntry {
  /** A month (`2026-11`) or a period of the budget's own, e.g. `2026-Q4`, `FY2027-P02`. */
  readonly period: string
  readonly amount: Amount
}

/** What people enter. */
export interface BudgetInput {
  readonly name: string
  readonly parent: string | null
  readonly team: string | null
  /** All must hold, in the form of the API: `service:is:Amazon S3`. Neither team nor filters: everything. */
  readonly filters: readonly string[]
  /** A period; null where a plan gives the amounts. */
  readonly amount: Amount | null
  readonly currency: string
  readonly period: BudgetPeriodLength
  readonly calendar: BudgetCalendar
  readonly basis: Basis
  readonly thresholds: readonly BudgetThreshold[]
  /** Alert on a day this many percent above the usual day of that weekday; null for none. */
  readonly dailySpike: number | null
  readonly owner: string | null
  /** `slack:#channel`, `email:name@example.com`, `webhook`; empty: the team's own, else the default channel. */
  readonly notify: readonly string[]
}

export interface Budget extends BudgetInput {
  readonly id: string
  readonly source: 'config' | 'app' | 'demo'
  readonly plan: readonly PlanEntry[]
  /** Changes when what is judged changes; alerts of a period are armed anew then. */
  readonly revision: string
  readonly updatedAt: string | null
}

export interface BudgetPeriod {
  readonly key: string
  readonly label: string
  readonly start: Day
  /** Exclusive. */
  readonly end: Day
}

export type BudgetStatus = 'on_track' | 'at_risk' | 'over' | 'unknown'

export interface BudgetForecast {
  /** Of the whole period. */
  readonly expected: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

/** The day on which the budget is or would be used up; ends of the interval are null where they lie behind the period. */
export interface BudgetBreach {
  readonly day: Day
  readonly earliest: Day
  readonly latest: Day | null
  readonly happened: boolean
}

export interface BudgetStanding {
  readonly period: BudgetPeriod
  readonly amount: Amount | null
  /** Of the complete days of the period. */
  readonly actual: Amount
  readonly dataThrough: Day | null
  /** 0–1 and above; null without an amount. */
  readonly used: number | null
  /** Share of the period's days that are complete. */
  readonly elapsed: number
  readonly daysLeft: number
  /** What each remaining day may cost; null without an amount or remaining day. */
  readonly allowancePerDay: number | null
  /** Mean of the last seven complete days. */
  readonly recentPerDay: number | null
  readonly forecast: BudgetForecast | null
  readonly forecastMissing: string | null
  readonly breach: BudgetBreach | null
  readonly status: BudgetStatus
  /** Of the same number of days of the period before; null where history does not hold them. */
  readonly previous: Amount | null
}

export interface BudgetRow {
  readonly budget: Budget
  readonly standing: BudgetStanding
  /** 0 for the top of the tree. */
  readonly depth: number
  /** The amounts of the direct children where they exceed the budget's own. */
  readonly overAllocated: Amount | null
  readonly channels: readonly string[]
}

export interface BudgetsAnswer {
  /** Parents before their children. */
  readonly data: readonly BudgetRow[]
  readonly meta: {
    readonly sentence: string
    readonly dataThrough: Day | null
    readonly fiscalYearStart: number
    readonly currencies: readonly string[]
    readonly teams: readonly string[]
    /** Where a budget can be told, the default first. */
    readonly recipients: readonly string[]
  }
}

export interface BudgetContributor {
  readonly service: string | null
  readonly cost: Amount
  readonly previous: Amount | null
  readonly change: Amount | null
}

export interface BudgetCurveDay {
  readonly day: Day
  /** Cumulative through the day; null where it is not complete. */
  readonly actual: number | null
  /** Cumulative forecast; null on complete days. */
  readonly expected: number | null
  readonly low80: number | null
  readonly high80: number | null
  readonly low95: number | null
  readonly high95: number | null
}

export interface BudgetFix {
  readonly id: string
  readonly title: string
  readonly monthlySavings: number
  readonly currency: string
}

export interface BudgetDetail extends BudgetRow {
  readonly curve: readonly BudgetCurveDay[]
  readonly contributors: readonly BudgetContributor[]
  readonly fixes: readonly BudgetFix[]
  readonly children: readonly string[]
  readonly working: { readonly sql: string; readonly params: Readonly<Record<string, string>> }
}

export interface BudgetFiring {
  readonly period: string
  readonly rule: string
  readonly day: Day
}

export interface BudgetPreview {
  /** Mean of the last three full periods in the data, and what else could be chosen. */
  readonly suggestions: readonly { readonly amount: Amount; readonly how: string }[]
  readonly wouldHaveFired: {
    readonly months: number
    readonly firings: readonly BudgetFiring[]
    /** What the replay could not know. */
    readonly note: string
  } | null
  readonly standing: BudgetStanding | null
  readonly working: { readonly sql: string; readonly params: Readonly<Record<string, string>> }
}
