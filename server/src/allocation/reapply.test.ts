import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestFolder } from '../ingest/apply/harness.ts'
import { testFolder } from '../ingest/apply/harness.ts'
import { rebuild } from '../ingest/rebuild.ts'
import { refreshFacts } from '../ingest/refresh.ts'
import { Document } from './document.ts'
import { restoreRules, saveRules } from './save-rules.ts'
import { fileRules } from './test-rules.ts'

let folder: TestFolder

const LINES = [
  { ResourceId: 'vm-1', SubAccountId: 'a', Tags: { team: 'search', env: 'prod' }, BilledCost: '1' },
  {
    ResourceId: 'vm-2',
    SubAccountId: 'a',
    Tags: { 'user:Team': 'maps', Env: 'production' },
    BilledCost: '2',
  },
  { ResourceId: 'db-1', SubAccountId: 'b', Tags: { env: '' }, BilledCost: '4', ServiceName: 'Amazon S3' },
  { ResourceId: 'db-2', SubAccountId: 'b', Tags: { product: 'shop', ENV: 'dev' }, BilledCost: '8' },
  { ResourceId: 'lb-1', SubAccountId: 'c', BilledCost: '16' },
  { SubAccountId: 'c', ServiceName: 'AWS Support (Enterprise)', BilledCost: '32' },
]

const CONTENTS = [
  'select * exclude (import_id) from cost_fact order by all',
  'select * from dimension_value order by all',
  'select * from promoted_tag order by all',
  `select * from setting where key in ('fact_settings', 'fact_rules') order by all`,
]

beforeAll(async () => {
  folder = await testFolder()
  await folder.deliver({ units: [{ lines: LINES }] })
  await folder.deliver({ units: [{ lines: [{ BilledCost: '3', Tags: { Team: 'ads' } }], account: 'other' }] })
})

afterAll(async () => {
  await folder.remove()
})

const stamp = { actor: 'Ada', now: '2026-08-10T12:00:00Z' }

async function contents(): Promise<unknown[]> {
  const tables: unknown[] = []
  for (const sql of CONTENTS) tables.push(await folder.select(sql))
  return tables
}

async function save(document: Partial<Document>, more: { base?: number } = {}): Promise<number> {
  const [[version] = []] = await folder.select(
    'select coalesce(max(version), 0)::integer from allocation_version',
  )
  const change = { base: more.base ?? Number(version), note: null, ...document }
  return folder.db.writer.withTransaction((connection) =>
    saveRules(connection, folder.options, change, stamp),
  )
}

const CONDITIONS = [
  'subAccount:is:a',
  'subAccount:not:a',
  'service:contains:support',
  'resource:contains:db',
  'tag:env:is:prod',
  'tag:env:absent',
  'tag:Team:is:search',
  'tag:product:is:shop',
  'resource:absent',
  "resourceName:is:o'hara",
]

const match = fc.array(fc.array(fc.constantFrom(...CONDITIONS), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 2,
})
const ruled = { origin: fc.constant('app' as const), name: fc.constant(null), enabled: fc.boolean() }
const document = fc.record({
  rules: fc.array(fc.record({ ...ruled, team: fc.constantFrom('search', 'ops', "o'hara"), match }), {
    maxLength: 4,
  }),
  virtualTags: fc.uniqueArray(
    fc.record({
      ...ruled,
      tag: fc.constantFrom('env', 'product', 'stage', 'team'),
      values: fc.array(fc.record({ value: fc.constantFrom('shop', 'prod', 'live'), match }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { maxLength: 3, selector: ({ tag }) => tag },
  ),
})

test('rules that are saved leave the data as a rebuild with them would make it', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (draft) => {
      await save(Document.parse(draft))
      const inPlace = await contents()
      await rebuild(folder.db, folder.options)
      expect(inPlace).toEqual(await contents())
    }),
    { numRuns: 12 },
  )
})

test('a rule and a virtual tag hold for all of history, and for what is imported later', async () => {
  await save(
    Document.parse({
      rules: [{ origin: 'app', team: 'platform', match: [['tag:stage:is:live']] }],
      virtualTags: [
        { origin: 'app', tag: 'Stage', values: [{ value: 'live', match: [['resource:contains:db']] }] },
      ],
    }),
  )
  await folder.deliver({ units: [{ lines: [{ ResourceId: 'db-9' }], account: 'later' }] })

  expect(
    await folder.select(`select resource, tag3, team from cost_fact where resource like 'db%' order by 1`),
  ).toEqual([
    ['db-1', 'live', 'platform'],
    ['db-2', 'live', 'platform'],
    ['db-9', 'live', 'platform'],
  ])
  expect(await folder.select(`select value from dimension_value where dimension = 'tag:stage'`)).toEqual([
    ['live'],
  ])
})

test('undo brings back a former version as a new one, and the first brings back the file alone', async () => {
  const first = await save({
    rules: Document.parse({ rules: [{ origin: 'app', team: 'x', match: [['provider:is:aws']] }] }).rules,
  })
  const all = await contents()
  const second = await save({ rules: [] })
  const undo = (version: number, base: number) =>
    folder.db.writer.withTransaction((connection) =>
      restoreRules(connection, folder.options, { version, base }, stamp),
    )

  expect(await undo(first, second)).toBe(second + 1)
  expect(await contents()).toEqual(all)
  await expect(undo(first, second)).rejects.toThrow('in between')
  await expect(undo(999, second + 1)).rejects.toThrow('There is no version 999')
  await undo(0, second + 1)
  expect(await folder.select(`select distinct team from cost_fact where resource = 'vm-1'`)).toEqual([
    ['search'],
  ])
  expect(
    await folder.select('select actor, note from allocation_version order by version desc limit 1'),
  ).toEqual([['Ada', 'Back to version 0']])
})

test('somebody else who saved first is not overwritten', async () => {
  await save({ rules: [] })

  await expect(save({ rules: [] }, { base: 0 })).rejects.toThrow('Load them again')
})

test('there are eight columns for tags', async () => {
  const virtualTags = Array.from({ length: 7 }, (_, index) => ({
    origin: 'app',
    tag: `t${index}`,
    values: [{ value: 'v', match: [['provider:is:aws']] }],
  }))

  await expect(save(Document.parse({ virtualTags }))).rejects.toThrow('1 too many')
  await expect(save(Document.parse({ virtualTags: virtualTags.slice(0, 6) }))).resolves.toBeGreaterThan(0)
})

test('rules of the file come before those of the app until the app moves them', async () => {
  const options = {
    ...folder.options,
    ...fileRules(`
teams: [{ id: db, name: Databases, match: ["resource:contains:db"] }]
allocation:
  rules: [{ id: shop, team: shop, match: ["tag:product:is:shop"] }]
`),
  }
  const team = async () => (await folder.select(`select team from cost_fact where resource = 'db-2'`))[0]?.[0]
  await save({
    rules: Document.parse({
      rules: [{ origin: 'app', key: 'app:1', team: 'mine', match: [['provider:is:aws']] }],
    }).rules,
    virtualTags: [],
  })

  expect(await refreshFacts(folder.db, options)).toBe(true)
  expect(await team()).toBe('shop')
  expect(await refreshFacts(folder.db, options)).toBe(false)
  const [[version] = []] = await folder.select('select max(version)::integer from allocation_version')
  const rules = Document.parse({
    rules: [
      { origin: 'config', key: 'rule:shop', enabled: false },
      { origin: 'config', key: 'team:db' },
      { origin: 'app', key: 'app:1', team: 'mine', match: [['provider:is:aws']] },
    ],
  }).rules
  await folder.db.writer.withTransaction((connection) =>
    saveRules(connection, options, { base: Number(version), note: null, rules }, stamp),
  )
  expect(await team()).toBe('db')
  expect(
    await folder.select(`select name from dimension_value where dimension = 'team' and value = 'db'`),
  ).toEqual([['Databases']])
})
