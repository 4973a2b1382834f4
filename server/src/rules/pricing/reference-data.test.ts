import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from './load-prices.ts'

const FOLDER = join(import.meta.dirname, '../../../../../shared/data/catalog')
const absent = !existsSync(FOLDER)
if (absent) console.warn('skipped: the reference data in ../shared/data/catalog is absent')

/** Left out of the shipped table: the reference gives these families no accelerator although they have one. */
const LEFT_OUT = `('NCADSA10v4Family', 'NCCads2023Family', 'dl1')`

async function differences(sql: string): Promise<unknown[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await loadPrices(connection, { day: '2026-11-23' })
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

const csv = (file: string) => `read_csv('${join(FOLDER, file)}', header = true, all_varchar = true)`

test.skipIf(absent)(
  'sizes and on-demand prices of machines are those of the reference, and no others',
  async () => {
    expect(
      await differences(`
      from (select provider, region, lower(instance_type) as type_key, vcpu::double as vcpu,
          memory_gib::double as memory_gib, left(arch, 3) as arch, round(on_demand_usd_hour::decimal(18, 9), 6) as usd
        from ${csv('vm_full.csv')} where family not in ${LEFT_OUT}) as reference
      full join (select *, round(usd_per_hour, 6) as usd, architecture as arch from vm_price) as ours
        using (provider, region, type_key)
      where reference.usd is distinct from ours.usd or reference.vcpu is distinct from ours.vcpu
        or reference.memory_gib is distinct from ours.memory_gib
        or reference.arch is distinct from ours.arch`),
    ).toEqual([])
  },
)

test.skipIf(absent)('spot discounts and interruption bands of AWS are those of the reference', async () => {
  expect(
    await differences(`
      from (select region, lower(instance_type) as type_key, spot_savings_pct::double / 100 as discount,
          interruption_index::integer * 0.05 as band from ${csv('aws_spot_advisor.csv')}) as reference
      full join (from spot_price where provider = 'aws') as ours using (region, type_key)
      where abs(reference.discount - ours.discount) is distinct from 0
        or round(reference.band, 2) is distinct from round(ours.interruption_min, 2)`),
  ).toEqual([])
})

test.skipIf(absent)('discounts of Google are those of the reference', async () => {
  expect(
    await differences(`
      select reference.instance_type, reference.region
      from ${csv('gcp_cud_discounts.csv')} as reference
      left join spot_price as spot
        on spot.type_key = reference.instance_type and spot.region = reference.region
      left join commitment_rate as one on one.kind = 'resource-cud' and one.family = reference.family and one.term_months = 12
      left join commitment_rate as three on three.kind = 'resource-cud' and three.family = reference.family and three.term_months = 36
      left join commitment_rate as sud on sud.kind = 'sud' and sud.family = reference.family
      where (reference.spot_discount is not null
          and not coalesce(abs(reference.spot_discount::double - spot.discount) < 0.0002, false))
        or not coalesce(abs(reference.cud_1y_discount_vs_od::double - one.discount) < 0.006, false)
        or not coalesce(abs(reference.cud_3y_discount_vs_od::double - three.discount) < 0.004, false)
        or abs(abs(reference.sud_discount::double) - coalesce(sud.discount, 0)) > 0.001`),
  ).toEqual([])
})

test.skipIf(absent)('storage classes are those of the reference', async () => {
  expect(
    await differences(`
      from ${csv('storage.csv')} as reference
      full join storage_price as ours
        on ours.provider = reference.provider and ours.storage_class = reference.storage_class
      where reference.usd_per_gb_month::double is distinct from ours.usd_per_gb_month::double
        or reference.put_usd_per_1k::double is distinct from ours.put_usd_per_1k::double
        or reference.get_usd_per_1k::double is distinct from ours.get_usd_per_1k::double
        or reference.transition_in_usd_per_1k::double is distinct from ours.transition_usd_per_1k::double
        or reference.retrieval_usd_per_gb::double is distinct from ours.retrieval_usd_per_gb::double
        or reference.min_duration_days::integer is distinct from ours.min_days
        or reference.min_billable_kb::double is distinct from ours.min_object_kib
        or reference.overhead_kb_at_class::double is distinct from ours.class_overhead_kib
        or reference.overhead_kb_at_standard::double is distinct from ours.standard_overhead_kib`),
  ).toEqual([])
})
