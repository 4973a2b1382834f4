import type { Binder } from '../where-sql.ts'

/** Into which currency, and by the rate of each day or of the close of its month. */
export interface ReportChoice {
  readonly currency: string
  readonly rate: 'day' | 'month'
}

/** A rate holds until the next one of the file, at most this many days. */
const DAYS_MAX = 7

/**
 * What a question reads its costs from: the facts, or the facts in a report currency. Each fact is multiplied by its rate
 * and rounded half away from zero to 14 decimals; sums are exact from there on, so that any grouping adds up to the same
 * total. Facts without a rate are left out, and told by `chooseCurrency`.
 */
export function factsSql(report: ReportChoice | undefined, binder: Binder): string {
  if (report === undefined) return 'cost_fact'
  const measures = ['billed', 'effective', 'contracted', 'list'].map(
    (measure) => `${convertedSql(measure)} as ${measure}`,
  )
  return `(
  select * replace (${measures.join(', ')}, ${binder.named('report_currency', report.currency)} as currency)
  from ${ratedSql(report, binder)}
  where rate is not null
) as cost_fact`
}

/** An amount of a rated fact in the report currency. */
export function convertedSql(amount: string): string {
  return `round(${amount} * rate, 14)::decimal(38, 14)`
}

/**
 * The facts with `rate`, `rate_source` and `rate_day`. The bill's own rate goes first: the quotient of what an account's
 * month tells in both currencies. Else the rates file: its newest rate up to the day (or up to the end of the month), the
 * inverse of the other direction where it has no direct one. Source: finops.md §1.
 */
export function ratedSql(report: ReportChoice, binder: Binder): string {
  const to = binder.named('report_currency', report.currency)
  return `(
    select cost_fact.*,
      case when cost_fact.currency = ${to} then 1 else coalesce(bill_rate.rate, file_rate.rate) end::decimal(18, 10) as rate,
      case when cost_fact.currency = ${to} then 'same' when bill_rate.rate is not null then 'bill'
        when file_rate.rate is not null then 'file' end as rate_source,
      case when cost_fact.currency = ${to} then cost_fact.day when bill_rate.rate is not null
        then cost_fact.billing_period else file_rate.rate_day end as rate_day
    from cost_fact
    left join (${billRates(to)}) as bill_rate
      on bill_rate.provider = cost_fact.provider
      and bill_rate.billing_account = cost_fact.billing_account
      and bill_rate.billing_period = cost_fact.billing_period
      and bill_rate.currency = cost_fact.currency
    left join (${fileRates(to, report.rate)}) as file_rate
      on file_rate.currency = cost_fact.currency
      and file_rate.day = cost_fact.day
  ) as rated`
}

function billRates(to: string): string {
  return `
      select provider, billing_account, billing_period, currency,
        case when ${to} = 'USD' and sum(usd_from) > 0 then sum(usd)::double / sum(usd_from)::double
          else sum(pricing) filter (where pricing_currency = ${to})::double
            / nullif(sum(pricing_from) filter (where pricing_currency = ${to}), 0)::double end as rate
      from bill_month
      where currency <> ${to}
      group by provider, billing_account, billing_period, currency
      having rate > 0`
}

function fileRates(to: string, rate: ReportChoice['rate']): string {
  const [from, until] =
    rate === 'day'
      ? [`wanted.day - ${DAYS_MAX}`, 'wanted.day']
      : [`date_trunc('month', wanted.day)::date - ${DAYS_MAX}`, 'last_day(wanted.day)']
  return `
      select wanted.currency, wanted.day, max(known.day) as rate_day,
        arg_max(known.rate, (known.day - date '1970-01-01') * 2 + known.is_direct) as rate
      from (select distinct currency, day from cost_fact where currency <> ${to}) as wanted
      join (
        select day, from_currency as currency, rate::double as rate, 1 as is_direct
        from exchange_rate
        where to_currency = ${to}
        union all
        select day, to_currency, 1 / rate::double, 0
        from exchange_rate
        where from_currency = ${to}
      ) as known
        on known.currency = wanted.currency and known.day > ${from} and known.day <= ${until}
      group by wanted.currency, wanted.day`
}
