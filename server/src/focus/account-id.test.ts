import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { accountId, accountIdSql } from './account-id.ts'

const MCA = '7c05a543-80ff-571e-9f98-1063b3b53cf2:99ad03ad-2d1b-4889-a452-090ad407d25f_2019-05-31'

const cases: readonly [provider: string, id: string, expected: string][] = [
  ['azure', '8611537', '8611537'],
  ['azure', '/providers/Microsoft.Billing/billingAccounts/8611537', '8611537'],
  ['azure', 'providers/microsoft.billing/BILLINGACCOUNTS/8611537/', '8611537'],
  ['azure', '/providers/Microsoft.Billing/billingAccounts/8611537/departments/12', '8611537'],
  ['azure', `/providers/Microsoft.Billing/billingAccounts/${MCA}`, MCA],
  [
    'azure',
    `/providers/Microsoft.Billing/billingAccounts/${MCA}/billingProfiles/ABCD-EF01-BG7-TGB`,
    'abcd-ef01-bg7-tgb',
  ],
  [
    'azure',
    `/providers/Microsoft.Billing/billingAccounts/${MCA}/billingProfiles/ABCD-EF01-BG7-TGB/invoiceSections/X-1`,
    'abcd-ef01-bg7-tgb',
  ],
  ['azure', '/subscriptions/64E355D7-997C-491D-B0C1-8414DCCFCF42', '64e355d7-997c-491d-b0c1-8414dccfcf42'],
  ['azure', ' 64E355D7-997C-491D-B0C1-8414DCCFCF42', '64e355d7-997c-491d-b0c1-8414dccfcf42'],
  ['azure', '/subscriptions/64e355d7/resourceGroups/rg', '64e355d7'],
  ['azure', 'Team/Search', 'team/search'],
  ['azure', '', ''],
  ['aws', '/subscriptions/A', '/subscriptions/A'],
  ['gcp', '01ABCD-234567-89EFAB', '01ABCD-234567-89EFAB'],
]

test.each(cases)('%s writes %s and means %s', (provider, id, expected) => {
  expect(accountId(provider, id)).toBe(expected)
  expect(accountId(provider, accountId(provider, id))).toBe(expected)
})

test('the SQL says the same, and leaves null alone', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('create table given (place integer, provider varchar, id varchar)')
  for (const [place, [provider, id]] of cases.entries())
    await connection.run('insert into given values ($place, $provider, $id)', { place, provider, id })
  await connection.run(`insert into given values (999, 'azure', null)`)

  const reader = await connection.runAndReadAll(
    `select ${accountIdSql('provider', 'id')} from given order by place`,
  )

  expect(reader.getRowsJson().map(([id]) => id)).toEqual([...cases.map(([, , expected]) => expected), null])
})
