import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp

beforeAll(async () => {
  opened = await openTestApp([{ day: '2026-11-02', service: `' OR 1=1--`, billed: '5' }])
})

afterAll(() => opened.close())

const PAYLOADS = [
  `' OR 1=1--`,
  `" OR ""="`,
  `'; drop table cost_fact; --`,
  '"; drop table cost_fact; --',
  `') union select value, 1 from setting --`,
  '$1',
  '$start',
  '?',
  '\0',
  'a\0b',
  '%',
  '%00',
  '%2527',
  '_%',
  '\\',
  `\\'`,
  `read_text('/etc/passwd')`,
  `(select value from setting)`,
  '*',
  ';',
  ',',
  ',,,,',
  ':',
  '::',
  'service:is:',
  'service::x',
  'tag:',
  'tag:%',
  'tag:%00',
  'tag:__proto__',
  `tag:'); drop table cost_fact; --`,
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'ʼ or 1=1',
  '＇ or 1=1',
  '‘quoted’',
  '“quoted”',
  '\u202Eevil',
  '\uFEFF',
  '🤷',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '#{process.env}',
  '$(id)',
  '`id`',
  '../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'NaN',
  'Infinity',
  '1e309',
  '-1',
  '0x10',
  '9'.repeat(400),
  '9223372036854775808',
  '0000-00-00',
  '2026-13-01',
  '9999-12-31',
  'null',
  'undefined',
  '\r\nset-cookie: a=b',
  'x'.repeat(10_000),
] as const

const QUERY_PARAMETERS = [
  'start',
  'end',
  'granularity',
  'groupBy',
  'metric',
  'charges',
  'currency',
  'filter',
  'top',
  'compare',
  'align',
  'explain',
  'keep',
  'reportCurrency',
]

const TARGETS: readonly (readonly [string, (payload: string) => string])[] = [
  ...QUERY_PARAMETERS.map(
    (name) => [`costs ${name}`, (text: string) => `costs?${name}=${encode(text)}`] as const,
  ),
  ['costs unknown parameter', (text) => `costs?${encode(text)}=1`],
  ['a filter value', (text) => `costs?filter=service:is:${encode(text)}`],
  ['a contains filter', (text) => `costs?filter=service:contains:${encode(text)}`],
  ['a tag key', (text) => `costs?groupBy=tag:${encode(encode(text))}`],
  ['a tag filter', (text) => `costs?filter=tag:${encode(encode(text))}:is:${encode(text)}`],
  ['an export', (text) => `costs/export?filter=service:not:${encode(text)}&format=${encode(text)}`],
  ['a bridge', (text) => `costs/bridge?currency=${encode(text)}`],
  ['a dimension', (text) => `dimensions/${encode(text)}/values`],
  ['a search', (text) => `dimensions/service/values?q=${encode(text)}`],
  ['a limit', (text) => `imports?limit=${encode(text)}`],
  ['an import', (text) => `imports/${encode(text)}`],
  ['a resource', (text) => `resources/${encode(text)}`],
  ['since', (text) => `restatements?since=${encode(text)}`],
  ['changes', (text) => `changes?groupBy=${encode(text)}`],
]

test.each(TARGETS)('%s takes no payload for SQL', { timeout: 120_000 }, async (_, path) => {
  const before = await tables()

  for (const payload of PAYLOADS) {
    const response = await opened.app.request(`/api/v1/${path(payload)}`)
    const body = await response.text()
    expect([payload, response.status < 500]).toEqual([payload, true])
    expect(body).not.toMatch(/Parser Error|Binder Error|Catalog Error|Conversion Error|root:| {4}at /)
  }

  expect(await tables()).toEqual(before)
})

test('a payload that is a value matches literally', async () => {
  const total = async (filter: string) => {
    const response = await opened.app.request(`/api/v1/costs?granularity=total&filter=${encode(filter)}`)
    return ((await response.json()) as { meta: { total: string } }).meta.total
  }

  expect(await total(`service:is:' OR 1=1--`)).toBe('5')
  expect(await total(`service:is:' OR 2=2--`)).toBe('0')
  expect(await total('service:contains:%')).toBe('0')
})

function encode(text: string): string {
  return encodeURIComponent(text)
}

async function tables(): Promise<unknown> {
  const connection = await opened.deps.db.connect()
  const reader = await connection.runAndReadAll(
    `select table_name, estimated_size from duckdb_tables() union all select 'facts', count(*) from cost_fact order by 1`,
  )
  connection.closeSync()
  return reader.getRowsJson()
}
