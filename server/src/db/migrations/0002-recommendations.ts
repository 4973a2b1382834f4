/** What rules found, what people said of it, and the settings of the rules. Kept by `rebuild`. */
export const recommendations = {
  version: 2,
  name: '0002-recommendations',
  sql: `
    create table recommendation (
      id varchar primary key,
      rule varchar not null,
      -- the recommendation as the API answers it, without what the columns behind it hold
      body varchar not null,
      provider varchar not null,
      billing_account varchar not null,
      team varchar,
      grade varchar not null,
      currency varchar not null,
      counted double not null,
      resource_ids varchar[] not null,
      status varchar not null,
      status_reason varchar,
      until_day date,
      -- a snoozed one comes back when it costs more than this a month
      until_cost double,
      assignee varchar,
      first_seen date not null,
      last_seen date not null,
      applied_on date,
      realised varchar,
      updated_at timestamp not null
    );
    create table recommendation_event (
      recommendation_id varchar not null,
      happened_at timestamp not null,
      -- "system" where nobody asked for it
      actor varchar not null,
      from_status varchar,
      to_status varchar not null,
      reason varchar
    );
    -- the last run of all rules: one row
    create table rule_run (
      ran_at timestamp not null,
      -- what the run was made from; a run of the same inputs is not repeated
      inputs varchar not null,
      window_start date,
      window_end date,
      totals varchar not null,
      reports varchar not null
    );
    create table rule_setting (
      rule varchar not null,
      changed_at timestamp not null,
      actor varchar not null,
      settings varchar not null,
      exclusions varchar not null,
      scopes varchar not null
    );
  `,
} as const
