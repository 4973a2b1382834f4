/** What people set about teams and shared costs, and the statements that were issued. Kept by `rebuild`. */
export const allocation = {
  version: 3,
  name: '0003-allocation',
  sql: `
    -- every saved state of the rules as a whole; the highest version holds, undo adds one
    create table allocation_version (
      version integer primary key,
      created_at timestamp not null,
      actor varchar not null,
      note varchar,
      body varchar not null
    );
    -- a statement locks its month: neither it nor its lines are ever changed
    create table allocation_statement (
      month date not null,
      currency varchar not null,
      metric varchar not null,
      charges varchar not null,
      issued_at timestamp not null,
      actor varchar not null,
      rules_version integer not null,
      data_through date,
      total decimal(38, 14) not null,
      primary key (month, currency)
    );
    -- of the month itself, or of an earlier locked one whose figures moved since
    create table allocation_statement_line (
      month date not null,
      currency varchar not null,
      about_month date not null,
      team varchar,
      direct decimal(38, 14) not null,
      shared decimal(38, 14) not null,
      total decimal(38, 14) not null
    );
  `,
} as const
