/** Rates that differ by less are the same; one that doubles is no rate but charges and refunds that cancel out. */
const SAME = '0.000000001'
const DOUBLE = '0.5'

/**
 * Lines in the report currency, both ranges at the rate of before, so that quantities and prices can be told apart from
 * the rate. What the move of the rate adds to the cost of now is `exchange`. `source` holds each line in its own currency
 * with `converted` and `previous_converted`.
 */
export function atOneRateSql(source: string): string {
  const used = 'case when is_moved then previous_rate else coalesce(rate, previous_rate) end'
  return `
    select * exclude (converted, previous_converted, rate, previous_rate, is_moved, own_cost),
      converted - cost as exchange
    from (
      select * replace (
          previous_converted as previous_cost,
          worth::double * (${used}) as worth,
          previous_worth::double * coalesce(previous_rate, rate) as previous_worth
        ),
        case when is_moved then round(own_cost::double * previous_rate, 8)::decimal(38, 14) else converted end as cost
      from (
        select *, coalesce(abs(rate / previous_rate - 1) between ${SAME} and ${DOUBLE}, false) as is_moved
        from (
          select * rename (cost as own_cost),
            converted::double / nullif(cost, 0)::double as rate,
            previous_converted::double / nullif(previous_cost, 0)::double as previous_rate
          from (${source}
          )
        )
      )
    )`
}
