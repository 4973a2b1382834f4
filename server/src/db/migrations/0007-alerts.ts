/** Budgets that people entered, alerts that were decided, and the outbox they leave by. Kept by `rebuild`. */
export const alerts = {
  version: 7,
  name: '0007-alerts',
  sql: `
    create table budget (
      id varchar primary key,
      -- app, demo
      source varchar not null,
      -- as the API takes it, with the plan
      body varchar not null,
      actor varchar not null,
      created_at timestamp not null,
      updated_at timestamp not null
    );
    create table alert (
      -- hash of the fingerprint, so that each is decided once
      id varchar primary key,
      fingerprint varchar not null,
      -- budget, anomaly, data_late, test
      kind varchar not null,
      entity varchar not null,
      team varchar,
      rule varchar not null,
      period varchar not null,
      severity varchar not null,
      message varchar not null,
      -- open, acknowledged, snoozed, resolved, withdrawn, silent
      state varchar not null,
      reason varchar,
      actor varchar,
      snoozed_until date,
      -- what it was decided on (spend, forecast, excess): an alert that gets worse is told again
      figure double,
      escalated_at timestamp,
      created_at timestamp not null,
      updated_at timestamp not null
    );
    create table outbox (
      -- hash of alert, channel, action and what it tells, so that each is queued once
      id varchar primary key,
      alert_id varchar not null,
      -- slack:#channel, email:name@example.com, webhook, file
      channel varchar not null,
      -- post, update, reply, bundle, escalate, fallback
      action varchar not null,
      -- of a bundle: the ids of its alerts, as JSON; of a reply: its text
      payload varchar,
      -- queued, sending, sent, failed, held, bundled, dead
      state varchar not null,
      attempts integer not null,
      next_try_at timestamp,
      -- of the process that sends it: another one may have died while it did
      lease varchar,
      created_at timestamp not null,
      sent_at timestamp,
      note varchar,
      -- what the channel calls the message: {"channel": "C1", "ts": "1.2"}
      reference varchar
    );
    create table channel_state (
      channel varchar primary key,
      -- ok, failing, disabled
      state varchar not null,
      reason varchar,
      since timestamp not null
    );
    -- one row: how far alerts have been decided
    create table alert_run (
      inputs varchar not null,
      data_through date,
      ran_at timestamp not null
    );
  `,
} as const
