/** What the rows of invoices tell beyond their amount, and which lines of a month their provider calls estimated. */
export const invoiceDetail = {
  version: 12,
  name: '0012-invoice-detail',
  sql: `
    alter table invoice add column issuer varchar;
    -- Issued, Open or Voided; null where the file does not tell
    alter table invoice add column status varchar;
    -- lines that the provider calls estimated, and lines of which it says that they are not
    alter table bill_month add column estimated bigint default 0;
    alter table bill_month add column final bigint default 0;
  `,
} as const
