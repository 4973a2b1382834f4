import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { insertImport } from '../queries/fact-builder.ts'
import { routes } from './registry.ts'
import { openTestApp, type TestApp } from './test-app.ts'

let opened: TestApp
let alertId: string
let run: string
let document: z.output<typeof Document>

const Content = z.record(z.string(), z.record(z.string(), z.unknown()))
const Response200 = z.object({ '200': z.object({ content: Content.optional() }) })
const Operation = z.object({ responses: Response200 })
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) })

beforeAll(async () => {
  opened = await openTestApp([
    { day: '2026-09-01', service: 'EC2', resource: 'i/1', billed: '3' },
    {
      day: '2026-10-05',
      service: 'Amazon Elastic Compute Cloud - Compute',
      resource: 'i/1',
      billed: '300.5',
    },
    {
      day: '2026-11-05',
      service: 'EC2',
      team: 'ml',
      billed: '106.1',
      resource: 'i/1',
      tags: new Map([['k', 'v']]),
    },
    { day: '2026-11-05', service: 'S3', billed: '-1', effective: '0', gap_lines: 2, gap_billed: '6.94' },
    { day: '2026-11-06', billed: '5', currency: 'EUR', billing_account: 'eu' },
    { day: '2026-11-06', service: 'Amazon Elastic Compute Cloud - Compute', billed: '900' },
    { day: '2026-11-22', billed: '9', provider: 'gcp' },
  ])
  await opened.deps.db.writer.withTransaction(async (connection) => {
    const each = { billed: '1', counts: false }
    await insertImport(connection, { id: 'import-1', seq: 1, grain: 'service', days: ['2026-11-05'] })
    await insertImport(connection, { id: 'import-2', seq: 2, days: ['2026-11-05'], each })
    await insertImport(connection, {
      id: 'import-3',
      seq: 3,
      state: 'failed',
      provider: null,
      billing_account: null,
    })
    await connection.run(`
      update import set totals = '[{"currency":"USD","rows":1,"billed":"1","effective":null,"contracted":null,"list":null}]';
      insert into import_finding values
        ('import-1', 'no-such-rule', 3, '{"file":"a.csv","row":2,"values":{"BilledCost":"x","Tags":null}}');
      insert into import_reject values ('import-1', 'a.csv', 7, 'bad day', 'line');
      insert into metric_day values ('i/1', 'cpu_utilization', '2026-11-02', 5, 10, 24, '%', 'm');
      insert into dimension_value values ('team', 'ml', null);
      insert into restatement values
        ('import-1', 'z', '2026-11-22', 'aws', '1', '2026-10', '2026-10-19', null, 'USD', 100, 90.5, 100, 100, 'arrival');
    `)
  })
  const kept = await opened.app.request('/api/v1/budgets', {
    method: 'POST',
    body: JSON.stringify({ name: 'ml', team: 'ml', amount: '100', currency: 'USD' }),
    headers: { 'content-type': 'application/json' },
  })
  expect(kept.status).toBe(201)
  await opened.deps.alerting.tick()
  const alerts = await json('/alerts')
  alertId = z.object({ data: z.array(z.object({ id: z.string() })).min(1) }).parse(alerts).data[0]?.id ?? ''
  const sent = await opened.app.request('/api/v1/reports/weekly/send', {
    method: 'POST',
    body: JSON.stringify({ team: 'ml', period: '2026-W45' }),
    headers: { 'content-type': 'application/json' },
  })
  run = z.object({ data: z.object({ run: z.string() }) }).parse(await sent.json()).data.run
  document = Document.parse(await json('/openapi.json'))
})

afterAll(() => opened.close())

const ADDRESSES: readonly (readonly [string, readonly string[]])[] = [
  [
    '/costs',
    [
      '/costs',
      '/costs?groupBy=service,team&top=1&compare=previous&explain=true',
      '/costs?compare=year&metric=list',
    ],
  ],
  ['/costs/bridge', ['/costs/bridge']],
  ['/overview', ['/overview', '/overview?currency=eur', '/overview?filter=provider:is:none']],
  ['/costs/rows', ['/costs/rows', '/costs/rows?limit=1&metric=billed']],
  ['/changes/drivers', ['/changes/drivers', '/changes/drivers?compare=year&align=norm']],
  ['/invoices', ['/invoices', '/invoices?month=2026-10']],
  ['/unit-costs', ['/unit-costs', '/unit-costs?granularity=daily&explain=true']],
  ['/changes', ['/changes', '/changes?groupBy=service&start=2026-09-01&end=2026-09-02']],
  ['/dimensions/{dimension}/values', ['/dimensions/service/values', '/dimensions/tag%3Ak/values']],
  ['/resources/{id}', ['/resources/i%2F1']],
  ['/commitments', ['/commitments', '/commitments?currency=eur&explain=true']],
  ['/commitments/plan', ['/commitments/plan', '/commitments/plan?term=36&hourly=0.01']],
  ['/forecast', ['/forecast', '/forecast?filter=provider:is:gcp&charges=all', '/forecast?currency=eur']],
  ['/commitments/contracts', ['/commitments/contracts']],
  ['/ml/summary', ['/ml/summary']],
  ['/ml/gpu', ['/ml/gpu']],
  ['/ml/gpu/utilisation', ['/ml/gpu/utilisation']],
  ['/ml/runs', ['/ml/runs']],
  ['/ml/endpoints', ['/ml/endpoints']],
  ['/ml/tokens', ['/ml/tokens?explain=1']],
  ['/ml/compare', ['/ml/compare?dataGb=5', '/ml/compare?currency=eur']],
  ['/allocation/summary', ['/allocation/summary', '/allocation/summary?currency=eur&explain=true']],
  ['/allocation/rules', ['/allocation/rules']],
  ['/allocation/explain', ['/allocation/explain?filter=team:is:ml']],
  ['/allocation/untagged', ['/allocation/untagged']],
  ['/allocation/policy', ['/allocation/policy']],
  ['/allocation/statements', ['/allocation/statements']],
  ['/allocation/statements/{month}', ['/allocation/statements/2026-10']],
  ['/budgets', ['/budgets']],
  ['/budgets/{id}', ['/budgets/ml']],
  ['/alerts', ['/alerts', '/alerts?kind=budget&limit=1']],
  ['/alerts/samples', ['/alerts/samples']],
  ['/alerts/{id}', ['/alerts/ALERT']],
  ['/reports', ['/reports']],
  ['/reports/{id}/runs/{run}', ['/reports/weekly/runs/RUN']],
  ['/meta', ['/meta']],
  ['/sources', ['/sources']],
  ['/imports', ['/imports']],
  ['/imports/{id}', ['/imports/import-1', '/imports/import-3']],
  ['/restatements', ['/restatements?since=2026-01-01']],
  ['/recommendations/baseline', ['/recommendations/baseline?days=30']],
]

test('every question has a schema, and addresses to try it with', () => {
  const questions = routes.filter((route) => route.kind === 'question').map(({ path }) => path)

  expect(ADDRESSES.map(([path]) => path).toSorted()).toEqual(questions.toSorted())
})

test.each(ADDRESSES)('answers of %s are as the document describes them', async (path, addresses) => {
  const schema = schemaOf(path)

  for (const address of addresses) {
    const body = await json(address.replace('ALERT', alertId).replace('RUN', run))
    expect([address, schema.safeParse(body).error?.issues ?? []]).toEqual([address, []])
    expect(schema.safeParse({ ...body, extra: 1 }).success).toBe(false)
    expect(schema.safeParse({}).success).toBe(false)
  }
})

test('the answers that are tried hold rows', async () => {
  expect(await json('/changes')).toMatchObject({
    data: expect.arrayContaining([expect.objectContaining({ change: '599.5' })]),
  })
  expect(await json('/costs')).toMatchObject({
    meta: {
      currencies: [{ currency: 'EUR' }],
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'precedence_gap' })]),
    },
  })
  expect(await json('/recommendations/baseline')).toMatchObject({ recommendations: [{ action: 'spot' }, {}] })
})

test('a file is described by its media types', () => {
  const content = document.paths['/costs/export']?.['get']?.responses['200'].content

  expect(Object.keys(content ?? {})).toEqual([
    'text/csv; charset=utf-8',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.apache.parquet',
  ])
})

function schemaOf(path: string): z.ZodType {
  const content = document.paths[path]?.['get']?.responses['200'].content
  return z.fromJSONSchema(content?.['application/json']?.['schema'] as z.core.JSONSchema.JSONSchema)
}

async function json(address: string): Promise<Record<string, unknown>> {
  const response = await opened.app.request(`/api/v1${address}`)
  expect([address, response.status]).toEqual([address, 200])
  return (await response.json()) as Record<string, unknown>
}
