/** Reports that people set up in the app, and who changed what. Kept by `rebuild`. */
export const reportDefinitions = {
  version: 11,
  name: '0011-report-definitions',
  sql: `
    create table report_definition (
      id varchar primary key,
      -- as the API takes it
      body varchar not null,
      actor varchar not null,
      created_at timestamp not null,
      updated_at timestamp not null
    );
    create table report_change (
      report varchar not null,
      changed_at timestamp not null,
      actor varchar not null,
      -- created, changed, deleted
      action varchar not null,
      -- names of what was changed
      fields varchar[] not null,
      -- as it was from then on; of a deleted one as it was last
      body varchar not null
    );
  `,
} as const
