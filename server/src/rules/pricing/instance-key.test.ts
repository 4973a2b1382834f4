import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { googleFamilySql, googlePartSql } from './google-sku.ts'
import { hardwareKeySql, instanceKeySql, USAGE_LINE_TEXT } from './instance-key.ts'
import { loadPrices } from './load-prices.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

async function value(sql: string, text: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(`select ${sql} as answer`, { text })
  return reader.getRowObjectsJson()[0]?.['answer']
}

const keyIn = (provider: string, text: string) =>
  value(instanceKeySql({ provider: `'${provider}'`, texts: ['$text'] }), text)

test.each([
  ['BoxUsage:m5.xlarge', 'm5.xlarge'],
  ['EU-BoxUsage:c7i-flex.large', 'c7i-flex.large'],
  ['USW2-SpotUsage:g5.12xlarge', 'g5.12xlarge'],
  ['UnusedBox:p4d.24xlarge', 'p4d.24xlarge'],
  ['DedicatedUsage:m5.large', 'm5.large'],
  ['HostUsage:mac2-m2.metal', 'mac2-m2.metal'],
  ['BoxUsage:p6-b200.48xlarge', 'p6-b200.48xlarge'],
  ['BoxUsage:i7ie.metal-24xl', 'i7ie.metal-24xl'],
  ['InstanceUsage:db.r5.large', 'db.r5.large'],
  ['EUC1-Multi-AZUsage:db.m5.24xl', 'db.m5.24xlarge'],
  ['USW2-InstanceUsageIOOptimized:db.r6g.xl', 'db.r6g.xlarge'],
  ['NodeUsage:cache.r6g.large', 'cache.r6g.large'],
  ['ESInstance:r6g.large.search', 'r6g.large.search'],
  ['USE1-Kafka.m5.large', 'kafka.m5.large'],
  ['Node:ra3.xlplus', 'ra3.xlplus'],
  ['Host:ml.g5.xlarge', 'ml.g5.xlarge'],
  ['USE1-Host:ml.m5.4xlarge', 'ml.m5.4xlarge'],
  ['USE1-ml.m5.xlarge-Hosting', 'ml.m5.xlarge'],
  ['USE1-Train:ml.p4d.24xlarge', 'ml.p4d.24xlarge'],
  ['USE1-Notebk:ml.t3.medium', 'ml.t3.medium'],
  ['$0.192 per On Demand Linux m5.xlarge Instance Hour', 'm5.xlarge'],
  ['On Demand Linux m5.xlarge Instance Hour', 'm5.xlarge'],
  ['EBS:VolumeUsage.gp3', null],
  ['TimedStorage-ByteHrs', null],
  ['DataTransfer-Out-Bytes', null],
  ['NatGateway-Hours', null],
  ['AWS-Out-Bytes', null],
  ['USE1-APN1-AWS-Out-Bytes', null],
  ['SP.m5.large.weird', null],
  ['', null],
])('the AWS text "%s" names %s', async (text, key) => {
  expect(await keyIn('aws', text)).toBe(key)
})

test.each([
  ['Standard_D4s_v5', 'standard_d4s_v5'],
  ['standard_b2ms', 'standard_b2ms'],
  ['D4s v5', 'standard_d4s_v5'],
  ['D4s v5 Spot', 'standard_d4s_v5'],
  ['DS4 v2 Low Priority', 'standard_ds4_v2'],
  ['D2 v3/D2s v3', 'standard_d2_v3'],
  ['D2 v3/D2s v3 Spot', 'standard_d2_v3'],
  ['F8s v2', 'standard_f8s_v2'],
  ['M128ms', 'standard_m128ms'],
  ['E8-2s v4', 'standard_e8-2s_v4'],
  ['NC24ads A100 v4', 'standard_nc24ads_a100_v4'],
  ['Standard_ND96isr_H100_v5', 'standard_nd96isr_h100_v5'],
  ['ND96asr v4', 'standard_nd96asr_v4'],
  ['Standard_NC4as_T4_v3', 'standard_nc4as_t4_v3'],
  ['NV36ads A10 v5', 'standard_nv36ads_a10_v5'],
  ['HB120-64rs v3', 'standard_hb120-64rs_v3'],
  ['Standard_ND128isr_NDR_GB200_v6', 'standard_nd128isr_ndr_gb200_v6'],
  ['Hot LRS Data Stored', null],
  ['P10 LRS Disk', null],
  ['E10 LRS Disk', null],
  ['E30 ZRS Disk Mount', null],
  ['GP_Gen5_4', null],
  ['General Purpose 4 vCore', null],
  ['Standard IPv4 Static Public IP', null],
  ['Inter-Region Data Transfer Out', null],
  ['Basic Log Data Ingestion', null],
])('the Azure text "%s" names %s', async (text, key) => {
  expect(await keyIn('azure', text)).toBe(key)
})

test('every machine of the catalogue is recognised in the spellings of a bill', async () => {
  await loadPrices(connection, { day: '2026-11-23' })
  const spelled = `select distinct provider, type_key, unnest(case provider
      when 'aws' then ['EU-BoxUsage:' || instance_type, 'On Demand Linux ' || instance_type || ' Instance Hour']
      when 'azure' then [instance_type, lower(instance_type), replace(instance_type[10:], '_', ' ') || ' Spot']
      else [instance_type, 'zones/us-central1-a/machineTypes/' || instance_type] end) as text
    from vm_price`
  const reader = await connection.runAndReadAll(
    `select text, type_key, ${instanceKeySql({ provider: 'provider', texts: ['text'] })} as named
     from (${spelled}) where named is distinct from type_key`,
  )
  expect(reader.getRowObjectsJson()).toEqual([])
})

test.each([
  ['n2-standard-4', 'n2-standard-4'],
  ['c4-standard-96-lssd', 'c4-standard-96-lssd'],
  ['a2-highgpu-1g', 'a2-highgpu-1g'],
  ['e2-micro', 'e2-micro'],
  ['n2-custom-4-16384', 'n2-custom-4-16384'],
  ['projects/p/zones/us-central1-a/machineTypes/E2-Standard-8', 'e2-standard-8'],
  ['e2-standard-4 running', 'e2-standard-4'],
  ['db-custom-4-16384', null],
  ['pd-balanced', null],
  ['N2 Instance Core running in Americas', null],
])('the Google text "%s" names %s', async (text, key) => {
  expect(await keyIn('gcp', text)).toBe(key)
})

test.each([
  ['the details before the texts', 'aws', `'{"InstanceType":"m6i.large"}'`, 'BoxUsage:m5.large', 'm6i.large'],
  [
    'the texts where the details name another thing',
    'azure',
    `'{"CoreCount":4}'`,
    'D2s v5',
    'standard_d2s_v5',
  ],
  ['the label of Compute Engine', 'gcp', 'null', 'N2 Instance Ram running', 'n2-standard-8'],
])('of a usage line it takes %s', async (_, provider, details, meter, key) => {
  const sql = `(select ${instanceKeySql(USAGE_LINE_TEXT)} from (select '${provider}' as provider,
    null::varchar as usage_type, $text as meter, null::varchar as description, ${details}::varchar as details,
    map {'compute.googleapis.com/machine_spec': 'n2-standard-8'} as tags))`
  expect(await value(sql, meter)).toBe(key)
})

test.each([
  ['db.r5.large', 'r5.large'],
  ['ml.g5.xlarge', 'g5.xlarge'],
  ['cache.r6g.large', 'r6g.large'],
  ['r6g.large.search', 'r6g.large'],
  ['m5.xlarge', 'm5.xlarge'],
])('%s runs on %s', async (text, key) => {
  expect(await value(hardwareKeySql('$text::varchar'), text)).toBe(key)
})

test.each([
  ['N2 Instance Core running in Americas', 'n2', 'core'],
  ['N1 Predefined Instance Ram running in EMEA', 'n1', 'ram'],
  ['N2D AMD Instance Core running in Belgium', 'n2d', 'core'],
  ['Spot Preemptible C3 Instance Ram running in Iowa', 'c3', 'ram'],
  ['T2A Arm Instance Core running in Iowa', 't2a', 'core'],
  ['C4A Arm Instance Core running in Iowa', 'c4a', 'core'],
  ['N2 Custom Extended Instance Ram running in Iowa', 'n2', 'ram'],
  ['Custom Instance Core running in Americas', 'n1', 'core'],
  ['Compute optimized Core running in Americas', 'c2', 'core'],
  ['Memory-optimized Instance Ram running in Americas', 'm1', 'ram'],
  ['A2 Instance Core running in Netherlands', 'a2', 'core'],
  ['N2 Instance Core and Ram running', 'n2', 'core and ram'],
  ['Nvidia Tesla A100 GPU running in Netherlands', null, 'gpu'],
  ['Nvidia L4 attached', null, 'gpu'],
  ['Commitment v1: N2 Cpu in Americas for 1 Year', null, null],
  ['Balanced PD Capacity', null, null],
  ['Network Internet Egress from Americas', null, null],
])('the Google SKU "%s" is family %s, part %s', async (text, family, part) => {
  expect(await value(googleFamilySql('$text::varchar'), text)).toBe(family)
  expect(await value(googlePartSql('$text::varchar'), text)).toBe(part)
})
