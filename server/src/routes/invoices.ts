import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { answerInvoices, InvoicesParams } from '../invoices/invoices.ts'
import { enterInvoice, removeInvoice } from '../invoices/known-invoices.ts'
import { InvoicesShape } from './answers/invoices.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

const text = (max: number) => z.string().trim().min(1, 'must not be empty').max(max)

const Entered = z.strictObject({
  invoiceId: text(200),
  billingAccount: text(500),
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, as YYYY-MM'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code, e.g. USD'),
  amount: z
    .string()
    .regex(/^-?\d{1,20}(\.\d{1,14})?$/, 'must be a decimal number with a point, e.g. 1234.56'),
  note: z.string().trim().max(1000).optional(),
})

export const invoiceRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/invoices',
    summary: 'Invoices against the lines of the bill: matched, explained, unexplained',
    params: InvoicesParams,
    returns: InvoicesShape,
    answer: (ask, { params }) => answerInvoices(ask, params),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/invoices',
    summary: 'Enters an invoice, or corrects the one of the same id, account, month and currency',
    body: Entered,
    handle: enter,
  },
  {
    kind: 'action',
    method: 'delete',
    path: '/invoices/{id}',
    summary: 'Takes an entered invoice away; those of files go with their import',
    handle: remove,
  },
]

async function enter(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const invoice = await readJson(context, Entered)
  const stamp = { actor: actorOf(context), now: deps.clock() }
  const id = await deps.db.writer.withTransaction((connection) => enterInvoice(connection, invoice, stamp))
  return context.json({ data: { id } }, 201)
}

async function remove(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const gone = await deps.db.writer.withTransaction((connection) => removeInvoice(connection, id))
  if (!gone) throw new AppError('NOT_FOUND', `No invoice "${id.slice(0, 60)}" was entered here.`)
  return context.json({ data: { id } })
}
