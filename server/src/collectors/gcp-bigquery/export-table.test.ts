import { expect, test } from 'vitest'
import { type InsertJob, start } from './test-kit.ts'
import { exportTable, line, worldOf } from './test-world.ts'

test.each<[string, string[], object, string]>([
  ['the detailed export first', ['v1_A', 'resource_v1_A', 'focus_A'], {}, 'resource_v1_A'],
  ['else the standard one', ['v1_A', 'focus_A'], {}, 'v1_A'],
  ['else FOCUS', ['focus_A'], {}, 'focus_A'],
  [
    'the one of the billing account',
    ['v1_A', 'v1_01AB23_CD45EF_678901'],
    { billingAccount: '01AB23-CD45EF-678901' },
    'v1_01AB23_CD45EF_678901',
  ],
  ['the one that is named', ['v1_A', 'resource_v1_A'], { table: 'gcp_billing_export_v1_A' }, 'v1_A'],
])('takes %s', async (_case, tables, settings, expected) => {
  const exports = tables.map((table) => exportTable([line('2026-10-02', '1')], `gcp_billing_export_${table}`))
  const { fake, windows } = await start({ world: worldOf(...exports), settings })

  await windows()

  const job = fake.calls.at(-2)?.body as InsertJob | undefined
  expect(job?.configuration.query.query).toContain(
    `\`finops-billing.billing.gcp_billing_export_${expected}\``,
  )
})

test.each<[string, string[], object]>([
  ['bad_request', ['v1_A', 'v1_B'], {}],
  ['no_data', ['other'], {}],
])('a choice that is not clear is a %s', async (kind, tables, settings) => {
  const exports = tables.map((table) => exportTable([], `gcp_billing_export_${table}`))
  const { windows } = await start({ world: worldOf(...exports), settings })

  await expect(windows()).rejects.toMatchObject({ kind })
})
