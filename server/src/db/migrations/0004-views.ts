/** What people keep beside the figures: named views of a page, and notes on days. */
export const views = {
  version: 4,
  name: '0004-views',
  sql: `
    create table saved_view (
      id varchar primary key,
      name varchar not null,
      -- path of the page and its query, without host: what the address bar holds
      path varchar not null,
      search varchar not null,
      -- private views are listed for their owner alone; names are unverified until sign-in exists
      owner varchar not null,
      shared boolean not null,
      created_at timestamp not null
    );
    create table annotation (
      id varchar primary key,
      day date not null,
      text varchar not null,
      -- null: concerns everybody
      team varchar,
      provider varchar,
      author varchar not null,
      created_at timestamp not null
    );
  `,
} as const
