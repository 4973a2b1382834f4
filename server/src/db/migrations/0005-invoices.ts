/**
 * Invoices that people entered, kept by `rebuild` (those of files stand in `invoice`); what the facts are too coarse to tell
 * of the bill's months, made from the lake with the facts.
 */
export const invoices = {
  version: 5,
  name: '0005-invoices',
  sql: `
    create table entered_invoice (
      -- of invoice, account, month and currency together, so that entering the same one again corrects it
      id varchar primary key,
      invoice_id varchar not null,
      billing_account_id varchar not null,
      billing_period varchar not null,
      currency varchar not null,
      amount decimal(38, 14) not null,
      note varchar,
      entered_at timestamp not null,
      actor varchar not null
    );
    -- lines that count, by what they say of invoice and pricing currency; several rows a key where imports are many
    create table bill_month (
      provider varchar not null,
      billing_account varchar not null,
      billing_account_name varchar,
      billing_period date not null,
      currency varchar not null,
      invoice_id varchar,
      lines bigint not null,
      billed decimal(38, 14) not null,
      tax decimal(38, 14) not null,
      credits decimal(38, 14) not null,
      adjustments decimal(38, 14) not null,
      -- BilledCost of the lines that tell it in US dollars too, and those dollars
      usd_from decimal(38, 14) not null,
      usd decimal(38, 14) not null,
      -- EffectiveCost of the lines that tell it in another pricing currency too, and in that currency
      pricing_currency varchar,
      pricing_from decimal(38, 14) not null,
      pricing decimal(38, 14) not null
    );
  `,
} as const
