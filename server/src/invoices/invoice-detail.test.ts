import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import { applyDelivery } from '../ingest/apply.ts'
import { sideKinds } from '../ingest/kinds/registry.ts'
import { rebuild } from '../ingest/rebuild.ts'
import { StageRequest } from '../ingest/staged.ts'
import { stageDelivery } from '../ingest/staging/stage-delivery.ts'
import { withAsk } from '../queries/ask.ts'
import { answerInvoices } from './invoices.ts'

const HEADER =
  'InvoiceDetailId,InvoiceId,ReferenceInvoiceId,BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,InvoiceDetailDescription,InvoiceDetailCreated,InvoiceDetailLastUpdated,InvoiceIssueDate,InvoiceIssueStatus,InvoiceIssuerName,PaymentTerms'

interface Detail {
  readonly detail: string
  readonly invoice?: string
  readonly cost: string
  readonly status?: string
  readonly issuer?: string
  readonly currency?: string
  readonly updated?: string
}

function row({
  detail,
  invoice = 'INV-1',
  cost,
  status = 'Issued',
  issuer = 'Amazon Web Services, Inc.',
  currency = 'USD',
  updated = '2026-08-03T08:00:00Z',
}: Detail): string {
  const period = '2026-07-01T00:00:00Z,2026-08-01T00:00:00Z'
  return `${detail},${invoice},${invoice},${cost},payer,${currency},${period},Usage,"Usage, all",2026-08-02T00:00:00Z,${updated},NULL,${status},"${issuer}",Net 30`
}

let folder: TestFolder
let deliveries = 0
beforeEach(async () => {
  folder = await testFolder()
})
afterEach(() => folder.remove())

async function importFile(text: string, kind: 'invoices' | 'costs' = 'invoices') {
  deliveries += 1
  const id = `delivery-${deliveries}`
  const path = join(folder.root, `${id}.csv`)
  const out = join(folder.db.paths.staging, id)
  mkdirSync(out, { recursive: true })
  writeFileSync(path, text)
  const request = StageRequest.parse({
    ...{ id, files: [path], out, format: null, kind, source: null },
    createdAt: `2026-08-0${deliveries}T00:00:00.000Z`,
  })
  const staged = await stageDelivery(request, {
    conformance: async () => [],
    sideKinds,
    onProgress: () => undefined,
  })
  return { staged, applied: await applyDelivery(folder.db, out, folder.options) }
}

const importDetails = (...details: readonly Detail[]) => importFile([HEADER, ...details.map(row)].join('\n'))

/** `issuer amount` of the invoices of July, and where the month stands. */
async function july() {
  const connection = await folder.db.connect()
  try {
    const { data } = await withAsk(connection, folder.options.clock(), (asked) =>
      answerInvoices(asked, new URLSearchParams('month=2026-07')),
    )
    return data.map(({ currency, invoiced, why, invoices }) => ({
      ...{ currency, invoiced, why },
      invoices: invoices.map(({ invoiceId, issuer, amount }) => [invoiceId, issuer, amount]),
    }))
  } finally {
    connection.closeSync()
  }
}

test('the rows of an invoice are summed to the last decimal, and again after a rebuild', async () => {
  await folder.deliver({ units: [{ account: 'payer', lines: [{ BilledCost: '30.30000000000003' }] }] })
  const { applied } = await importDetails(
    { detail: 'd-1', cost: '10.10000000000001' },
    { detail: 'd-2', cost: '20.40000000000002' },
    { detail: 'd-3', cost: '-0.2' },
  )
  const found = await july()
  await rebuild(folder.db, folder.options)

  expect(applied).toMatchObject({ rowsKept: 3, rowsRejected: 0 })
  expect(found).toEqual([
    {
      ...{ currency: 'USD', invoiced: '30.30000000000003', why: 'Its invoice is known.' },
      invoices: [['INV-1', 'Amazon Web Services, Inc.', '30.30000000000003']],
    },
  ])
  expect(await july()).toEqual(found)
})

test('currencies stay apart, issuers of the same number add, and the newest telling of a row counts', async () => {
  await importDetails(
    { detail: 'd-1', cost: '10', updated: '2026-08-05T00:00:00Z' },
    { detail: 'd-1', cost: '99', updated: '2026-08-04T00:00:00Z' },
    { detail: 'd-1', cost: '5', issuer: 'Amazon Web Services EMEA SARL' },
    { detail: 'd-1', cost: '7', currency: 'EUR' },
  )

  const found = await july()
  expect(found.map(({ currency, invoiced }) => [currency, invoiced])).toEqual([
    ['EUR', '7'],
    ['USD', '15'],
  ])
  expect(found[1]?.invoices).toEqual([
    ['INV-1', 'Amazon Web Services EMEA SARL, Amazon Web Services, Inc.', '15'],
  ])
})

test('an invoice that is not issued closes no month, a voided one is not owed', async () => {
  await folder.deliver({ units: [{ account: 'payer', lines: [{ BilledCost: '30', InvoiceId: null }] }] })
  await importDetails(
    { detail: 'd-1', cost: '30', status: 'Open' },
    { detail: 'd-2', cost: '11', invoice: 'INV-0', status: 'Voided' },
  )
  expect(await july()).toMatchObject([{ invoiced: null, why: 'Its invoice is not issued yet.' }])

  await importDetails({ detail: 'd-1', cost: '30.5' })
  expect(await july()).toMatchObject([{ invoiced: '30.5', why: 'Its invoice is known.' }])

  await importDetails({ detail: 'd-1', cost: '30.5', status: 'Voided' })
  expect(await july()).toMatchObject([{ invoiced: null }])
})

test('a plain row of the same invoice is not counted beside its detail', async () => {
  await importDetails({ detail: 'd-1', cost: '12' }, { detail: 'd-2', cost: '3' })
  await importFile(
    'invoice_id,billing_account_id,billing_period,currency,amount\nINV-1,payer,2026-07,USD,14\n',
  )

  expect(await july()).toMatchObject([{ invoiced: '15' }])
})

test.each([
  [{ detail: 'd', cost: 'ten' }, /BilledCost|amount/],
  [{ detail: 'd', cost: '1', status: 'Paid' }, /status Paid is none of Open, Issued, Voided/],
  [{ detail: 'd', cost: '1', currency: 'usd' }, /currency usd is not a currency code/],
])('a row is rejected with its reason: %j', async (detail, reason) => {
  await importDetails({ detail: 'good', cost: '1' }, detail)

  const rejects = await folder.select('select reason from import_reject')
  expect(String(rejects)).toMatch(reason)
  expect(await july()).toMatchObject([{ invoiced: '1' }])
})

test('as costs the file is refused with the kind that it is', async () => {
  const { staged } = await importFile(`${HEADER}\n${row({ detail: 'd', cost: '1' })}`, 'costs')

  expect(staged.files[0]?.error).toBe(
    'holds FOCUS invoice detail, not costs. Import it with --kind invoices.',
  )
})

test('a detail file that lacks a column names it', async () => {
  const { staged } = await importFile(
    `InvoiceDetailId,InvoiceIssueStatus,InvoiceId,BilledCost,BillingAccountId,BillingCurrency\nd,Issued,INV-1,1,payer,USD\n`,
  )

  expect(staged.files[0]?.error).toMatch(/without its column BillingPeriodStart/)
})
