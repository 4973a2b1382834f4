import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { collectors } from './collectors/registry.ts'
import { configBench } from './config/test-kit.ts'
import { loadConfig } from './config.ts'

const { folder, load, faultOf } = configBench()

test('without a file the defaults hold', () => {
  expect(loadConfig({ env: {}, cwd: folder() })).toEqual({
    file: null,
    allocation: { rules: [], shared: [], virtualTags: [], tagPolicy: [] },
    currency: null,
    publicUrl: null,
    fiscalYearStart: 1,
    tags: { promote: ['team', 'env', 'app', 'cost-center'] },
    ml: { runTags: expect.arrayContaining(['run-id', 'mlflow.run_id']) },
    sources: [],
    teams: [],
    budgets: [],
    alerts: { trialDays: 14, keepDays: 400, escalate: null, quiet: [], digest: [] },
    channels: { slack: null, email: null, webhook: null },
    reports: [],
    contracts: [],
    credits: [],
  })
})

test('an empty file is as good as none', () => {
  expect(load('# nothing yet\n')).toMatchObject({ sources: [], file: join(folder(), 'outlay.config.yaml') })
})

test('a file that is asked for by name must exist', () => {
  expect(() => loadConfig({ path: 'other.yaml', env: {}, cwd: folder() })).toThrow(
    /other\.yaml does not exist/,
  )
  expect(() => loadConfig({ env: { OUTLAY_CONFIG: 'env.yaml' }, cwd: folder() })).toThrow(
    /env\.yaml does not exist/,
  )
})

test('reads sources with the settings of their collector', () => {
  const { sources } = load(`
sources:
  - id: payer
    type: aws-cost-explorer
    billingAccount: "123456789012"
    endpoint: http://127.0.0.1:9999
    caFile: certs/ca.pem
`)

  expect(sources).toMatchObject([
    {
      id: 'payer',
      type: 'aws-cost-explorer',
      billingAccount: '123456789012',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:9999',
      caFile: join(folder(), 'certs/ca.pem'),
      maxRequests: 500,
    },
  ])
})

test.each(['*/30 * * * *', 'off'])('a source may have a schedule of its own: %s', (schedule) => {
  const { sources } = load(`sources: [{id: a, type: aws-cost-explorer, schedule: "${schedule}"}]`)

  expect(sources[0]?.schedule).toBe(schedule)
})

test('a schedule that no cron knows is refused', () => {
  const wrong = () => load('sources: [{id: a, type: aws-cost-explorer, schedule: daily}]')

  expect(wrong).toThrow(/sources\[0\]\.schedule: a schedule has five fields.*or write off/)
})

test('reads teams: any of the entries, each one filter or several', () => {
  const { teams } = load(`
teams:
  - id: search
    name: Search
    timezone: Europe/Berlin
    match:
      - tag:team:is:search
      - ["subAccount:is:123", "service:contains:Elastic: Cloud", "region:absent"]
`)

  expect(teams[0]).toEqual({
    id: 'search',
    name: 'Search',
    owner: null,
    ownerSlack: null,
    email: null,
    slack: null,
    timezone: 'Europe/Berlin',
    match: [
      [{ dimension: 'tag:team', op: 'is', values: ['search'] }],
      [
        { dimension: 'region', op: 'absent', values: [] },
        { dimension: 'service', op: 'contains', values: ['Elastic: Cloud'] },
        { dimension: 'subAccount', op: 'is', values: ['123'] },
      ],
    ],
  })
})

test('reads budgets and reports with their defaults', () => {
  const { budgets, reports } = load(`
teams: [{ id: ml, name: ML }]
budgets: [{ id: ml, name: ML platform, team: ml, amount: 35000.50, notify: ["slack:#ml", "email:a@b.example"] }]
reports: [{ id: weekly-ml, team: ml, send: [webhook] }]
`)

  expect(budgets[0]).toMatchObject({
    amount: '35000.5',
    period: 'month',
    metric: 'effective',
    charges: 'cost',
  })
  expect(budgets[0]?.thresholds).toHaveLength(3)
  expect(reports[0]).toMatchObject({ type: 'weekly', day: 'monday', time: '08:00', timezone: 'UTC' })
})

test.each([
  [
    'a typing error at the top',
    'curency: EUR',
    'FILE:1: curency: there is no such setting (did you mean "currency"?).',
  ],
  [
    'a typing error deep down',
    'sources:\n  - id: a\n    type: aws-cost-explorer\n    billingAcount: "123456789012"\n',
    'FILE:4: sources[0].billingAcount: there is no such setting (did you mean "billingAccount"?).',
  ],
  [
    'a typing error in a threshold',
    'budgets:\n  - id: a\n    name: A\n    amount: 1\n    thresholds:\n      - percent: 80\n        onn: actual\n        on: actual\n',
    'FILE:7: budgets[0].thresholds[0].onn: there is no such setting (did you mean "on"?).',
  ],
  [
    'an unknown type',
    'sources:\n  - id: a\n    type: aws\n',
    /^FILE:3: sources\[0\]\.type: known types are aws-cost-explorer(, [a-z-]+)*\.$/,
  ],
  ['a wrong value', 'currency: USD\nfiscalYearStart: 13\n', /^FILE:2: fiscalYearStart: .*12/],
  ['a missing value', 'teams:\n  - id: a\n', /^FILE:2: teams\[0\]\.name: /],
  [
    'an account id that YAML reads as a number',
    'sources:\n  - id: a\n    type: aws-cost-explorer\n    billingAccount: 12345678901\n',
    /^FILE:4: sources\[0\]\.billingAccount: .*string/,
  ],
  [
    'two of one id',
    'teams: [{id: a, name: A}, {id: a, name: B}]',
    'FILE:1: teams[1].id: "a" is used by teams[0] already.',
  ],
  [
    'a team that is not there',
    'budgets: [{id: a, name: A, team: x, amount: 1}]',
    'FILE:1: budgets[0].team: there is no team "x".',
  ],
  [
    'a ninth promoted tag',
    'tags: {promote: [a, b, c, d, e, f, g, h, i]}',
    'FILE:1: tags.promote: at most 8 tag keys can be promoted.',
  ],
  [
    'one tag in two spellings',
    'tags: {promote: [team, "user:Team"]}',
    'FILE:1: tags.promote: a tag key is there twice.',
  ],
  [
    'a filter that is none',
    'teams:\n  - id: a\n    name: A\n    match:\n      - servce:is:x\n',
    /^FILE:5: teams\[0\]\.match\[0\]: .*servce.*did you mean "service"/,
  ],
  [
    'a team matched by team',
    'teams: [{id: a, name: A, match: ["team:is:a"]}]',
    /a team cannot be matched by team/,
  ],
  [
    'a time zone that does not exist',
    'teams: [{id: a, name: A, timezone: Mars/Base}]',
    /a time zone is a name like/,
  ],
  ['an amount that is none', 'budgets: [{id: a, name: A, amount: plenty}]', /an amount is a number like/],
  [
    'plain http to a stranger',
    'sources: [{id: a, type: aws-cost-explorer, endpoint: "http://ce.example"}]',
    /sources\[0\]\.endpoint: plain http is for loopback only/,
  ],
  [
    'a name that only begins like loopback',
    'sources: [{id: a, type: aws-cost-explorer, endpoint: "http://127.0.0.1.example"}]',
    /plain http is for loopback only/,
  ],
  [
    'a token file without loopback',
    'sources: [{id: a, type: aws-cost-explorer, tokenFile: t}]',
    /sources\[0\]\.tokenFile: a token file is for an endpoint on loopback only/,
  ],
  ['text that is no YAML', 'currency: [USD', /^FILE:1: no readable YAML: /],
  ['one key twice', 'currency: USD\ncurrency: EUR\n', /^FILE:2: no readable YAML: .*unique/],
  ['a list instead of settings', '- a\n', /^FILE:1: the file: /],
])('refuses %s', (_case, text, message) => {
  if (typeof message === 'string') expect(faultOf(text)).toBe(message)
  else expect(faultOf(text)).toMatch(message)
})

test('names every fault at once', () => {
  expect(faultOf('curency: EUR\nfiscalYearStart: 0\n').split('\n')).toHaveLength(2)
})

test('the example file shows a source of every type', () => {
  const path = fileURLToPath(new URL('../../outlay.config.example.yaml', import.meta.url))
  const { sources } = loadConfig({ path, env: {}, cwd: folder() })

  expect(sources.map(({ type }) => type).toSorted()).toEqual(collectors.map(({ id }) => id).toSorted())
})

test('the example file is right and shows every key', () => {
  const path = fileURLToPath(new URL('../../outlay.config.example.yaml', import.meta.url))
  const { file, ...config } = loadConfig({ path, env: {}, cwd: folder() })

  expect(file).toBe(path)
  expect(
    Object.values(config).filter((value) => value === null || (Array.isArray(value) && value.length === 0)),
  ).toEqual([])
})
