import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from './apply/harness.ts'
import { rebuildFolder } from './rebuild.ts'
import { refreshFacts } from './refresh.ts'

const SUBSCRIPTION = '11111111-1111-4111-8111-1111111111aa'
const AGREEMENT = '7c05a543:99ad03ad_2019-05-31'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
})

afterEach(async () => {
  await folder.remove()
})

function focusFile(account: string, subscription: string): string {
  return `BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargePeriodStart,ProviderName,SubAccountId,ResourceId
5,5,${account},EUR,2026-07-01,Usage,2026-07-14,Microsoft,${subscription},/subscriptions/x/vm
`
}

function nativeFile(account: string, subscription: string, profile = ''): string {
  return `BillingAccountId,BillingProfileId,SubscriptionId,Date,MeterCategory,ResourceId,Quantity,CostInBillingCurrency,BillingCurrencyCode,ChargeType
${account},${profile},${subscription},07/14/2026,Virtual Machines,/subscriptions/x/vm,1,5,EUR,Usage
`
}

const PATH = '/providers/Microsoft.Billing/billingAccounts/8611537'
const FACTS =
  'select billing_account, sub_account, sum(billed)::double from cost_fact group by all order by all'
const counted = [['8611537', SUBSCRIPTION, 5]]

test('a FOCUS file and a native file of one account are one account, in either order', async () => {
  const files = {
    'focus.csv': focusFile(PATH, `/subscriptions/${SUBSCRIPTION.toUpperCase()}`),
    'native.csv': nativeFile('8611537', SUBSCRIPTION),
  }
  await folder.importFiles({ 'focus.csv': files['focus.csv'] })
  expect(await folder.select(FACTS)).toEqual(counted)
  await folder.importFiles({ 'native.csv': files['native.csv'] })
  expect(await folder.select(FACTS)).toEqual(counted)
  await folder.importFiles(files)
  expect(await folder.select(FACTS)).toEqual(counted)
})

test('lake lines keep what the file says', async () => {
  await folder.importFiles({ 'focus.csv': focusFile(PATH, `/subscriptions/${SUBSCRIPTION}`) })

  expect(
    await folder.select(
      `select "BillingAccountId", "SubAccountId" from '${folder.db.paths.lake}/**/*.parquet'`,
    ),
  ).toEqual([[PATH, `/subscriptions/${SUBSCRIPTION}`]])
})

test('spellings of one account within a file are one unit', async () => {
  const [header, line] = focusFile(PATH, SUBSCRIPTION).split('\n')
  const other = focusFile(PATH.toLowerCase(), `/SUBSCRIPTIONS/${SUBSCRIPTION}`).split('\n')[1]
  const { imports } = await folder.importFiles({ 'focus.csv': `${header}\n${line}\n${other}\n` })

  expect(imports.map(({ billingAccount, rowsKept }) => [billingAccount, rowsKept])).toEqual([['8611537', 2]])
  expect(await folder.select(FACTS)).toEqual([['8611537', SUBSCRIPTION, 10]])
})

test('of a customer agreement the billing profile is the account, in FOCUS and native files', async () => {
  const profile = 'ABCD-EF01-BG7-TGB'
  await folder.importFiles({
    'focus.csv': focusFile(
      `/providers/Microsoft.Billing/billingAccounts/${AGREEMENT}/billingProfiles/${profile}`,
      SUBSCRIPTION,
    ),
  })
  await folder.importFiles({ 'native.csv': nativeFile(AGREEMENT, SUBSCRIPTION, profile) })

  expect(await folder.select(FACTS)).toEqual([['abcd-ef01-bg7-tgb', SUBSCRIPTION, 5]])
})

test('an export of a subscription beside the FOCUS export of its account stops: it would count twice', async () => {
  await folder.importFiles({ 'focus.csv': focusFile(PATH, `/subscriptions/${SUBSCRIPTION}`) })

  await expect(folder.importFiles({ 'native.csv': nativeFile('', SUBSCRIPTION) })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(`describes sub-account ${SUBSCRIPTION} of 2026-07`),
  })
  expect(await folder.select(FACTS)).toEqual(counted)
})

/** As versions before left a folder: paths in ledger, facts and side tables, both bills counted. */
async function olderFolder(): Promise<void> {
  const line = { ProviderName: 'Microsoft', BilledCost: '5', ChargePeriodStart: '2026-07-14' }
  const common = { provider: 'azure', period: '2026-07' }
  const path = `/subscriptions/${SUBSCRIPTION.toUpperCase()}`
  await folder.deliver({
    units: [
      { ...common, account: PATH, source: 'focus', lines: [{ ...line, SubAccountId: path }] },
      {
        ...common,
        account: '8611537',
        source: 'query',
        grain: 'service',
        lines: [{ ...line, SubAccountId: SUBSCRIPTION }],
      },
    ],
  })
  await folder.db.writer.withTransaction(async (connection) => {
    await connection.run(`update cost_fact set sub_account = '${path}' where billing_account = '${PATH}'`)
    await connection.run(
      `insert into account values ('azure', '${path}', 'Search', null, null, '${PATH}', null, null, null, 'x')`,
    )
    await connection.run(
      `insert into invoice (invoice_id, billing_account_id, billing_period, currency, amount, import_id) values ('i-1', '${PATH}', '2026-07', 'EUR', 5, 'x')`,
    )
    await connection.run(`update setting set value = 'older' where key = 'fact_settings'`)
  })
}

test('a folder of an older version is mended at start', async () => {
  await olderFolder()
  expect(await folder.select('select sum(billed)::double from cost_fact')).toEqual([[10]])

  expect(await refreshFacts(folder.db, folder.options)).toBe(true)

  expect(await folder.select(FACTS)).toEqual(counted)
  expect(
    await folder.select('select source, billing_account, sub_accounts[1], state from import order by source'),
  ).toEqual([
    ['focus', '8611537', SUBSCRIPTION, 'counted'],
    ['query', '8611537', SUBSCRIPTION, 'side'],
  ])
  expect(
    await folder.select(
      `select value from dimension_value where dimension in ('billingAccount', 'subAccount') order by all`,
    ),
  ).toEqual([[SUBSCRIPTION], ['8611537']])
  expect(await folder.select('select account_id, billing_account_id from account')).toEqual([
    [SUBSCRIPTION, '8611537'],
  ])
  expect(await folder.select('select billing_account_id from invoice')).toEqual([['8611537']])
  expect(await refreshFacts(folder.db, folder.options)).toBe(false)
})

test('a ledger that comes back from the files beside the lake is mended too', async () => {
  await olderFolder()
  await folder.db.close()
  rmSync(folder.db.paths.file)

  const { db } = await rebuildFolder(folder.root, folder.options)
  folder.db = db

  expect(await folder.select(FACTS)).toEqual(counted)
})
