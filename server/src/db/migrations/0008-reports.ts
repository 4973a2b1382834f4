/** Reports as they were sent, what people noted beside them, and since when each is scheduled. Kept by `rebuild`. */
export const reports = {
  version: 8,
  name: '0008-reports',
  sql: `
    create table report_run (
      report varchar not null,
      -- of a scheduled run its period and team, so that each is made once
      run varchar not null,
      team varchar,
      team_name varchar not null,
      -- 2026-W47, 2026-11
      period varchar not null,
      -- schedule, catch-up, hand
      made_by varchar not null,
      partial boolean not null,
      subject varchar not null,
      -- never changes
      model varchar not null,
      data_version varchar not null,
      created_at timestamp not null,
      primary key (report, run)
    );
    create table report_note (
      id varchar primary key,
      report varchar not null,
      run varchar not null,
      author varchar not null,
      text varchar not null,
      created_at timestamp not null
    );
    -- a report that was configured today has missed nothing
    create table report_schedule (
      report varchar primary key,
      first_seen timestamp not null
    );
  `,
} as const
