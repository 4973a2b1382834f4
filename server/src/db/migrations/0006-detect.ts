/** Anomalies with what people said of them, and every forecast that was made. Kept by `rebuild`. */
export const detect = {
  version: 6,
  name: '0006-detect',
  sql: `
    create table anomaly (
      id varchar primary key,
      -- of the scope and the direction: what people said of one incident counts for the next one of the same fingerprint
      fingerprint varchar not null,
      -- provider, account, service, team or usage_type: how deep the columns below name the place
      scope varchar not null,
      provider varchar,
      billing_account varchar,
      sub_account varchar,
      sub_account_name varchar,
      service varchar,
      usage_type varchar,
      -- of a team scope, else the team that bears most of the excess
      team varchar,
      -- spike, shift, drift, drop, new, mix
      kind varchar not null,
      -- active, acknowledged, resolved, withdrawn, preview
      state varchar not null,
      -- null where it may alert; else why not: before_connection and first_days (previews), backfill
      silent varchar,
      -- null until somebody says: real, planned, not_anomaly, data_issue
      classification varchar,
      started_on date not null,
      -- last day outside the expected band, so far
      last_day date not null,
      -- the settled day at whose end it could first be told
      detected_on date not null,
      days integer not null,
      currency varchar not null,
      -- means a day over the days outside the band, doubles in units of the currency
      expected double not null,
      actual double not null,
      excess_per_day double not null,
      -- sum from started_on through last_day
      excess double not null,
      -- excess until the end of the month of the newest complete day, if it goes on
      month_end_impact double not null,
      -- 0 to 1
      confidence double not null,
      -- as the API answers: contributions by usage type, resource, …
      causes varchar not null,
      assignee varchar,
      note varchar,
      snoozed_until date,
      -- why the state changed last, in words
      reason varchar,
      created_at timestamp not null,
      updated_at timestamp not null
    );
    create table anomaly_event (
      anomaly_id varchar not null,
      happened_at timestamp not null,
      -- "system" where nobody asked for it
      actor varchar not null,
      -- found, extended, state, classification, assignee, snoozed, note
      kind varchar not null,
      from_value varchar,
      to_value varchar,
      note varchar
    );
    -- the last run of the detectors: one row
    create table detector_run (
      ran_at timestamp not null,
      -- what the run was made from; a run of the same inputs is not repeated
      inputs varchar not null,
      data_through date,
      scopes integer not null,
      milliseconds integer not null
    );
    -- every forecast, one a scope and data_through unless the bill changed; its error is read from the bill later
    create table forecast_run (
      id varchar primary key,
      -- hash of filters, metric, charges and currency
      scope_key varchar not null,
      -- as in the query: ["team:is:Search"]
      filters varchar not null,
      metric varchar not null,
      charges varchar not null,
      currency varchar not null,
      made_at timestamp not null,
      data_through date not null,
      -- of the bill it was made from, so that the same question is answered once
      data_version varchar not null,
      method varchar not null,
      -- from the day after data_through on, one a day
      means double[] not null,
      low80 double[] not null,
      high80 double[] not null,
      month date not null,
      month_actual double not null,
      month_mean double not null,
      month_low80 double not null,
      month_high80 double not null
    );
  `,
} as const
