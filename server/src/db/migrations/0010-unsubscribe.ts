/** Who takes no more mails, and of what. Kept by `rebuild`. */
export const unsubscribe = {
  version: 10,
  name: '0010-unsubscribe',
  sql: `
    create table unsubscribed (
      -- in small letters
      address varchar not null,
      -- alerts, budget:<id>, anomalies, late, report:<id>
      subject varchar not null,
      created_at timestamp not null,
      primary key (address, subject)
    );
  `,
} as const
