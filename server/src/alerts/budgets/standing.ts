import type {
  BudgetBreach,
  BudgetForecast,
  BudgetPeriod,
  BudgetStanding,
  BudgetStatus,
} from '@outlay/shared/budgets'
import type { ForecastDay } from '@outlay/shared/detect'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import Big from 'big.js'

export interface SpentDay {
  readonly day: Day
  readonly cost: Amount
}

export interface StandingInput {
  readonly period: BudgetPeriod
  readonly amount: Amount | null
  readonly dataThrough: Day | null
  /** Complete days of the period, and the week before it where it has begun lately. */
  readonly days: readonly SpentDay[]
  /** Cumulative, from the day after `dataThrough` to the end of the period; undefined with the reason below. */
  readonly forecast: readonly ForecastDay[] | undefined
  readonly forecastMissing: string | null
  readonly previous: Amount | null
}

const RECENT_DAYS = 7

/** Where a budget stands after its complete days: pure, so that a replay of the past says the same. */
export function standingOf(input: StandingInput): BudgetStanding {
  const { period, amount, dataThrough, previous } = input
  const inPeriod = input.days.filter(({ day }) => day >= period.start && day < period.end)
  const actual = addAmounts(inPeriod.map(({ cost }) => cost))
  const complete = completeDays(period, dataThrough)
  const total = daysBetween(period.start, period.end)
  const daysLeft = total - complete
  const forecast = forecastOf(input, actual, daysLeft)
  const left = amount === null ? null : Number(new Big(amount).minus(actual))
  return {
    period,
    amount,
    actual,
    dataThrough,
    used: amount === null ? null : Number(new Big(actual).div(amount)),
    elapsed: complete / total,
    daysLeft,
    allowancePerDay: left === null || daysLeft === 0 ? null : Math.max(left, 0) / daysLeft,
    recentPerDay: recentPace(input.days, dataThrough),
    forecast,
    forecastMissing: forecast === null ? input.forecastMissing : null,
    breach: amount === null ? null : breachOf(input, inPeriod, amount),
    status: statusOf(amount, actual, forecast, complete),
    previous,
  }
}

function completeDays({ start, end }: BudgetPeriod, dataThrough: Day | null): number {
  if (dataThrough === null || dataThrough < start) return 0
  return daysBetween(start, dataThrough >= end ? end : addDays(dataThrough, 1))
}

function forecastOf({ forecast }: StandingInput, actual: Amount, daysLeft: number): BudgetForecast | null {
  const spent = Number(actual)
  if (daysLeft === 0) {
    return { expected: spent, low80: spent, high80: spent, low95: spent, high95: spent }
  }
  const last = forecast?.at(-1)
  if (last === undefined) return null
  const { mean, low80, high80, low95, high95 } = last
  const whole = (rest: number) => spent + rest
  return {
    expected: whole(mean),
    low80: whole(low80),
    high80: whole(high80),
    low95: whole(low95),
    high95: whole(high95),
  }
}

function recentPace(days: readonly SpentDay[], dataThrough: Day | null): number | null {
  if (dataThrough === null) return null
  const first = addDays(dataThrough, 1 - RECENT_DAYS)
  const recent = days.filter(({ day }) => day >= first && day <= dataThrough)
  return recent.length === 0 ? null : Number(addAmounts(recent.map(({ cost }) => cost))) / RECENT_DAYS
}

function statusOf(
  amount: Amount | null,
  actual: Amount,
  forecast: BudgetForecast | null,
  complete: number,
): BudgetStatus {
  if (amount === null || complete === 0) return 'unknown'
  const limit = Number(amount)
  if (Number(actual) > limit) return 'over'
  return forecast !== null && forecast.expected > limit ? 'at_risk' : 'on_track'
}

/** The first complete day at whose end `limit` is reached; undefined where none is. */
export function crossingDay(days: readonly SpentDay[], limit: Big): Day | undefined {
  let sum = new Big(0)
  return days.find(({ cost }) => {
    sum = sum.plus(cost)
    return sum.gte(limit)
  })?.day
}

/** The day on which the amount is used up, by the bill or by the forecast's mean and its 80 % interval. */
function breachOf(
  { forecast = [], period }: StandingInput,
  days: readonly SpentDay[],
  amount: Amount,
): BudgetBreach | null {
  const happened = crossingDay(days, new Big(amount))
  if (happened !== undefined) return { day: happened, earliest: happened, latest: happened, happened: true }
  const rest = Number(amount) - Number(addAmounts(days.map(({ cost }) => cost)))
  const within = forecast.filter((each) => each.day < period.end)
  const first = (value: (each: ForecastDay) => number) => within.find((each) => value(each) >= rest)?.day
  const day = first(({ mean }) => mean)
  if (day === undefined) return null
  return {
    day,
    earliest: first(({ high80 }) => high80) ?? day,
    latest: first(({ low80 }) => low80) ?? null,
    happened: false,
  }
}
