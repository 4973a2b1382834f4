import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { NewInvoice } from '@outlay/shared/invoices'
import type { Amount } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../db/query.ts'

export interface KnownInvoice {
  readonly id: string | null
  readonly invoiceId: string
  readonly account: string
  /** First day. */
  readonly month: Day
  readonly currency: string
  readonly amount: Amount
  /** Who invoices, where a file tells. */
  readonly issuer: string | null
  readonly enteredAt: string | null
  readonly actor: string | null
  readonly note: string | null
}

/**
 * Invoices of files and those entered here; what a person entered goes before a file's row of the same invoice. One that is
 * not issued yet, or was voided, is none.
 */
export async function readKnownInvoices(
  connection: DuckDBConnection,
  range: { readonly start: Day; readonly end: Day },
): Promise<readonly KnownInvoice[]> {
  const months = { start: range.start.slice(0, 7), end: range.end.slice(0, 7) }
  const rows = await runQuery(connection, knownInvoicesQuery, months)
  return rows.map(({ invoice_id, billing_account_id, billing_period, entered_at, ...rest }) => ({
    ...rest,
    invoiceId: invoice_id,
    account: billing_account_id,
    month: `${billing_period}-01`,
    enteredAt: entered_at,
  }))
}

export const knownInvoicesQuery = {
  name: 'invoices.known',
  sql: `
    with known as (
      select id, invoice_id, billing_account_id, billing_period, currency, amount, null as issuer, note,
        strftime(entered_at, '%Y-%m-%dT%H:%M:%SZ') as entered_at, actor
      from entered_invoice
      union all
      -- two issuers may give the same number; a row that names none says the same as those that do
      select null, invoice_id, any_value(billing_account_id), billing_period, currency,
        coalesce(sum(amount) filter (where issuer is not null), sum(amount)), string_agg(issuer, ', ' order by issuer), null, null, null
      from invoice
      where status is null or status = 'Issued'
      group by invoice_id, lower(billing_account_id), billing_period, currency
    )
    select *
    from known
    where billing_period >= $start and billing_period < $end
    qualify row_number() over (
      partition by invoice_id, lower(billing_account_id), billing_period, currency
      order by id nulls last
    ) = 1
    order by billing_period desc, invoice_id
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    id: z.string().nullable(),
    invoice_id: z.string(),
    billing_account_id: z.string(),
    billing_period: z.string(),
    currency: z.string(),
    amount: Money,
    issuer: z.string().nullable(),
    note: z.string().nullable(),
    entered_at: z.string().nullable(),
    actor: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** Enters an invoice, or corrects the one of the same id, account, month and currency; returns its id. */
export async function enterInvoice(
  connection: DuckDBConnection,
  { invoiceId, billingAccount, month, currency, amount, note }: NewInvoice,
  stamp: { readonly actor: string; readonly now: Date },
): Promise<string> {
  const key = JSON.stringify([invoiceId, billingAccount.toLowerCase(), month, currency])
  const id = createHash('sha256').update(key).digest('hex').slice(0, 12)
  await connection.run(
    `insert or replace into entered_invoice
     values ($id, $invoiceId, $billingAccount, $month, $currency, $amount::decimal(38, 14), $note, $now::timestamp, $actor)`,
    {
      ...{ id, invoiceId, billingAccount, month, currency, amount },
      note: note ?? null,
      now: stamp.now.toISOString().slice(0, 19),
      actor: stamp.actor,
    },
  )
  return id
}

/** Takes an entered invoice away; false where there is none of that id. */
export async function removeInvoice(connection: DuckDBConnection, id: string): Promise<boolean> {
  const gone = await runQuery(connection, removeQuery, { id })
  return gone.length > 0
}

export const removeQuery = {
  name: 'invoices.remove',
  sql: `delete from entered_invoice where id = $id returning id`,
  params: z.object({ id: z.string() }),
  row: z.object({ id: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
