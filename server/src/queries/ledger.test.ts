import { expect, test } from 'vitest'
import { withAsk } from './ask.ts'
import { answerDimensionValues } from './dimension-values.ts'
import { factsInMemory, insertImport } from './fact-builder.ts'
import { answerImport, answerImports } from './imports.ts'
import { answerMeta } from './meta.ts'
import { answerRestatements } from './restatements.ts'
import { answerSources } from './sources.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const none = new URLSearchParams()

test('lists imports newest first, and one with its findings and rejects', async () => {
  const connection = await factsInMemory([])
  await insertImport(connection, { id: 'a', seq: 1 })
  await insertImport(connection, { id: 'b', seq: 2, state: 'failed', message: 'truncated' })
  await connection.run(`insert into import_finding values ('a', 'no-such-rule', 3, null)`)
  await connection.run(`insert into import_reject values ('a', 'x.csv', 7, 'bad day', 'line')`)

  await withAsk(connection, NOW, async (ask) => {
    expect((await answerImports(ask, none)).data.map((each) => each.id)).toEqual(['b', 'a'])
    expect(await answerImport(ask, 'a')).toMatchObject({
      createdAt: '2026-11-22T08:00:00Z',
      conformance: [{ rule: 'no-such-rule', violations: 3, example: null }],
      rejects: [{ file: 'x.csv', row: 7, reason: 'bad day' }],
    })
    await expect(answerImport(ask, 'zz')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('a source is complete through the last day that is old enough and no longer moves', async () => {
  const connection = await factsInMemory([{ day: '2026-11-22' }])
  await insertImport(connection, { id: 'a', seq: 1, days: ['2026-11-01', '2026-11-22'] })
  const through = () => withAsk(connection, NOW, async (ask) => (await answerSources(ask)).data[0])

  expect(await through()).toMatchObject({ state: 'ok', dataFrom: '2026-11-01', dataThrough: '2026-11-20' })

  await connection.run(`
    insert into restatement values
      ('a', 'z', '2026-11-22', 'aws', '111111111111', '2026-11', '2026-11-19', 'S3', 'USD', 100, 100.4, 100, 100, 'arrival'),
      ('a', 'z', '2026-11-22', 'aws', '111111111111', '2026-11', '2026-11-18', 'S3', 'USD', 100, 100.5, 100, 100, 'arrival')`)
  expect(await through()).toMatchObject({ dataThrough: '2026-11-17' })
})

test.each([
  [{ state: 'failed' }, ['2026-11-22'], 'failed'],
  [{ state: 'held' }, ['2026-11-22'], 'held'],
  [{ state: 'counted' }, ['2026-11-01'], 'late'],
])('a source whose last import is %o with days to %o is %s', async (given, days, state) => {
  const connection = await factsInMemory([])
  await insertImport(connection, { id: 'first', seq: 1, days })
  await insertImport(connection, { id: 'last', seq: 2, ...given })

  const answer = await withAsk(connection, NOW, answerSources)

  expect(answer.data).toHaveLength(1)
  expect(answer.data[0]?.state).toBe(state)
})

test('an upload that failed before its provider was known is in the ledger and no source', async () => {
  const connection = await factsInMemory([])
  await insertImport(connection, { id: 'good', seq: 1, days: ['2026-11-22'] })
  await insertImport(connection, {
    id: 'bad',
    seq: 2,
    state: 'failed',
    provider: null,
    billing_account: null,
  })

  await withAsk(connection, NOW, async (ask) => {
    expect((await answerImports(ask, none)).data.map(({ id }) => id)).toEqual(['bad', 'good'])
    expect((await answerSources(ask)).data).toMatchObject([{ provider: 'aws', state: 'ok' }])
    expect((await answerMeta(ask, { version: '1', reportCurrency: null })).sources).toHaveLength(1)
  })
})

test('meta names what there is', async () => {
  const connection = await factsInMemory(
    [{ day: '2026-10-02' }, { day: '2026-11-22', currency: 'EUR', billed: '5' }, { day: '2030-01-01' }],
    ['team'],
  )
  await connection.run(`insert into dimension_value values ('team', 'search', null), ('tagKey', 'env', null)`)

  expect(
    await withAsk(connection, NOW, (ask) => answerMeta(ask, { version: '1', reportCurrency: null })),
  ).toMatchObject({
    demo: false,
    currencies: ['EUR', 'USD'],
    dataFrom: '2026-10-02',
    teams: ['search'],
    tagKeys: ['env'],
    promotedTags: ['team'],
    today: '2026-11-23',
  })
})

test('values of a dimension are found by value or name, with their cost', async () => {
  const connection = await factsInMemory([
    { day: '2026-11-02', sub_account: '1', sub_account_name: 'Prod', billed: '3' },
    { day: '2026-11-02', sub_account: '2', sub_account_name: 'Dev', billed: '4' },
    { day: '2026-11-02', billed: '1' },
  ])
  const values = (text: string) =>
    withAsk(connection, NOW, (ask) => answerDimensionValues(ask, 'subAccount', new URLSearchParams(text)))

  expect((await values('')).data.map((row) => row.value)).toEqual(['2', '1', null])
  expect((await values('q=PRO')).data).toEqual([{ value: '1', name: 'Prod', cost: '3' }])
  await expect(values('q=PRO&limit=0')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('restatements since a day', async () => {
  const connection = await factsInMemory([])
  await connection.run(`
    insert into restatement values
      ('a', 'z', '2026-11-22', 'aws', '1', '2026-10', '2026-10-19', null, 'USD', 100, 90.5, 100, 100, 'restatement')`)

  const found = (since: string) =>
    withAsk(connection, NOW, (ask) => answerRestatements(ask, new URLSearchParams({ since })))

  expect((await found('2026-11-01')).data[0]).toMatchObject({
    billedAfter: '90.5',
    service: null,
    day: '2026-10-19',
  })
  expect((await found('2026-11-23')).data).toEqual([])
})
