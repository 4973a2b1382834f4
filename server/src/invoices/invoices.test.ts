import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import type { Line } from '../ingest/apply/staged-builder.ts'
import { rebuild } from '../ingest/rebuild.ts'
import { withAsk } from '../queries/ask.ts'
import { answerInvoices } from './invoices.ts'
import { enterInvoice, removeInvoice } from './known-invoices.ts'

let folder: TestFolder

const line = (BilledCost: string, more: Line = {}): Line => ({ BilledCost, InvoiceId: 'INV-1', ...more })
const tax = (amount: string) => line(amount, { ChargeCategory: 'Tax' })
const estimated = (flag: string) => line('5', { InvoiceId: null, x_Estimated: flag })
const credit = (amount: string) => line(amount, { ChargeCategory: 'Credit' })
const paper = (account: string, amount: string, invoice_id = 'INV-1', currency = 'USD') => ({
  ...{ invoice_id, billing_account_id: account, billing_period: '2026-07', currency, amount },
})

beforeAll(async () => {
  folder = await testFolder()
  await folder.deliver({ units: [{ account: 'late', lines: [line('60'), line('40')] }] })
  await folder.deliver({
    units: [
      { account: 'late', lines: [line('60'), line('52')] },
      { account: 'same', lines: [line('60.004'), line('40')] },
      { account: 'tax', lines: [line('100'), tax('19')] },
      { account: 'both', lines: [line('100'), tax('19'), credit('-30')] },
      { account: 'two', lines: [line('60'), line('40', { InvoiceId: 'INV-2' })] },
      { account: 'wrong', lines: [line('100', { InvoiceId: null })] },
      { account: 'none', lines: [line('5', { InvoiceId: null })] },
      { account: 'final', lines: [line('5')] },
      { account: 'part', lines: [line('5'), line('5'), line('5', { InvoiceId: null })] },
      { account: 'guess', lines: [estimated('true'), estimated('false')] },
      { account: 'sure', lines: [estimated('false'), estimated('false')] },
      { account: 'google', provider: 'gcp', lines: [line('5', { InvoiceId: null })] },
      { account: 'same', period: '2026-08', lines: [line('7', { InvoiceId: null })] },
    ],
    sides: [
      {
        kind: 'invoices',
        rows: [
          ...['late', 'SAME', 'tax', 'both'].map((account) => paper(account, '100')),
          ...[paper('two', '60'), paper('wrong', '130'), paper('unknown', '9', 'INV-9', 'EUR')],
        ],
      },
    ],
  })
})

afterAll(() => folder.remove())

async function ask(query = '') {
  const connection = await folder.db.connect()
  try {
    return await withAsk(connection, folder.options.clock(), (asked) =>
      answerInvoices(asked, new URLSearchParams(query)),
    )
  } finally {
    connection.closeSync()
  }
}

test('an invoice is held against the lines of its account and month', async () => {
  const { data, sentence } = await ask('month=2026-07')

  const rows = data.map(({ billingAccount, result, difference, reasons }) => [
    billingAccount,
    result,
    difference,
    Object.fromEntries(reasons.map(({ id, amount }) => [id, amount])),
  ])
  expect(rows.toSorted()).toEqual([
    ['both', 'explained', '11', { tax: '-19', credits: '30' }],
    ['final', 'no_invoice', null, {}],
    ['google', 'no_invoice', null, {}],
    ['guess', 'no_invoice', null, {}],
    ['late', 'explained', '-12', { late_rows: '-12' }],
    ['none', 'no_invoice', null, {}],
    ['part', 'no_invoice', null, {}],
    ['same', 'matched', '-0.004', { rounding: '-0.004' }],
    ['sure', 'no_invoice', null, {}],
    ['tax', 'explained', '-19', { tax: '-19' }],
    ['two', 'explained', '-40', { other_invoices: '-40' }],
    ['unknown', 'unexplained', '9', {}],
    ['wrong', 'unexplained', '30', {}],
  ])
  expect(sentence).toBe(
    'The invoices of Jul 2026 differ from the lines of 2 of 7 accounts by $30.00 and €9.00 that nothing explains.',
  )
})

test('a month is open, provisional or closed, and says why', async () => {
  const { data } = await ask()

  const states = data.map(({ billingAccount, month, state, why }) => [
    `${billingAccount} ${month}`,
    `${state}: ${why}`,
  ])
  expect(Object.fromEntries(states)).toMatchObject({
    'same 2026-08-01': 'open: Aug 2026 is still running.',
    'none 2026-07-01': 'provisional: No invoice of it is known, and no line names one.',
    'part 2026-07-01': 'provisional: No invoice of it is known, and 1 of 3 lines name none.',
    'guess 2026-07-01': 'provisional: The provider calls 1 of 2 lines estimated.',
    'sure 2026-07-01': 'closed: The provider calls no line estimated any more.',
    'wrong 2026-07-01': 'closed: Its invoice is known.',
    'final 2026-07-01': 'closed: Every line names its invoice.',
    'google 2026-07-01': 'closed: Google closes a month 5 days after its end.',
  })
})

test('a statement locks the months of its currency', async () => {
  await folder.db.writer.withTransaction((connection) =>
    connection.run(
      `insert into allocation_statement by name
       select date '2026-07-01' as month, 'USD' as currency, 'effective' as metric, 'cost' as charges,
         timestamp '2026-08-05' as issued_at, 'Ada' as actor, 1 as rules_version, 100 as total`,
    ),
  )

  const { data } = await ask('month=2026-07')
  expect(new Set(data.filter(({ currency }) => currency === 'USD').map(({ state }) => state))).toEqual(
    new Set(['locked']),
  )
})

test('an entered invoice corrects that of a file, outlives a rebuild and can be taken away', async () => {
  const invoice = {
    invoiceId: 'INV-1',
    billingAccount: 'Wrong',
    month: '2026-07',
    currency: 'USD',
    amount: '100.10',
  }
  const stamp = { actor: 'Ada', now: folder.options.clock() }
  const id = await folder.db.writer.withTransaction((connection) =>
    enterInvoice(connection, { ...invoice, amount: '7' }, stamp),
  )
  const again = await folder.db.writer.withTransaction((connection) =>
    enterInvoice(connection, { ...invoice, note: 'second page' }, stamp),
  )
  await rebuild(folder.db, folder.options)

  const [row] = (await ask('month=2026-07&billingAccount=wrong')).data
  expect(again).toBe(id)
  expect(row).toMatchObject({ result: 'matched', difference: '0.1', invoiced: '100.1' })
  expect(row?.invoices).toEqual([
    {
      ...{ id, invoiceId: 'INV-1', amount: '100.1', issuer: null, billed: null, actor: 'Ada' },
      note: 'second page',
      enteredAt: '2026-08-10T12:00:00Z',
    },
  ])

  const remove = () => folder.db.writer.withTransaction((connection) => removeInvoice(connection, id))
  expect([await remove(), await remove()]).toEqual([true, false])
  expect((await ask('month=2026-07&billingAccount=wrong')).data[0]?.invoiced).toBe('130')
})

test.each(['month=2026-13', 'month=07', 'start=2026-07-01'])('%s is refused', async (query) => {
  await expect(ask(query)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
