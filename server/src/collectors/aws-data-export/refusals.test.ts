import { expect, test } from 'vitest'
import type { FakeS3, S3Fault } from '../../../../test/clouds/aws/s3.ts'
import { awsDataExport } from './index.ts'
import { DATA, HEADER, MANIFEST, october, start } from './start-export.ts'

test.each<[string, (s3: FakeS3) => Promise<void>, string, RegExp]>([
  ['a file that is missing', (s3) => s3.remove(DATA), 'stale_pages', /went away/],
  ['a manifest that is no JSON', (s3) => s3.put(MANIFEST, 'soon'), 'bad_answer', /no manifest/],
  [
    'a manifest without files',
    (s3) => s3.put(MANIFEST, '{"columns":[]}'),
    'bad_answer',
    /neither dataFiles nor reportKeys/,
  ],
  [
    'a file of another bucket',
    (s3) => s3.put(MANIFEST, '{"dataFiles":["s3://other/exports/focus/a.csv.gz"]}'),
    'bad_answer',
    /not in this export/,
  ],
  [
    'a file of another export',
    (s3) => s3.put(MANIFEST, '{"dataFiles":["s3://exports/exports/other/a.csv.gz"]}'),
    'bad_answer',
    /not in this export/,
  ],
  [
    'a way out of the export',
    (s3) => s3.put(MANIFEST, '{"dataFiles":["exports/focus/../a.csv.gz"]}'),
    'bad_answer',
    /not in this export/,
  ],
  [
    'zip files',
    (s3) => s3.put(MANIFEST, '{"dataFiles":["exports/focus/a.csv.zip"]}'),
    'bad_request',
    /gzip or Parquet/,
  ],
])('refuses %s', async (_case, spoil, kind, message) => {
  const { s3, collect } = await start()
  await october(s3)
  await spoil(s3)

  const { error, run } = await collect()

  expect(error).toMatchObject({ kind, message: expect.stringMatching(message) })
  expect(run.files).toEqual([])
})

test('a run that AWS is writing is left for the next run', async () => {
  const { s3, collect } = await start()
  await s3.put(MANIFEST, JSON.stringify({ dataFiles: [DATA] }), new Date('2026-11-02T08:00:00Z'))
  await s3.put(DATA, HEADER, new Date('2026-11-02T08:05:00Z'))

  expect((await collect()).error).toMatchObject({
    kind: 'upstream',
    message: expect.stringMatching(/writing 2026-10/),
  })
})

test.each<[string, S3Fault, string, RegExp]>([
  ['access that is denied', 'access-denied', 'permission', /Grant the action/],
  ['three errors of theirs', 'internal', 'upstream', /cannot answer now/],
])('tells %s', async (_case, fault, kind, message) => {
  const { s3, collect } = await start()
  await october(s3)
  s3.script([fault, fault, fault], /GET .*csv|HEAD/)

  const { error } = await collect()

  expect(error).toMatchObject({ kind, message: expect.stringMatching(message) })
})

test('a bucket that is not there is told', async () => {
  const { windows } = await start({ bucket: 'somewhere-else' })

  await expect(windows()).rejects.toMatchObject({
    kind: 'bad_request',
    message: expect.stringMatching(/no such bucket/),
  })
})

test('a bucket without an export says where it looked', async () => {
  const { windows } = await start()

  await expect(windows()).rejects.toMatchObject({
    kind: 'no_data',
    message: expect.stringContaining('s3://exports/exports/focus/'),
  })
})

test.each(awsDataExport.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved, and its lack told',
  async (permission, probe) => {
    const { s3, newRun } = await start()
    await october(s3)
    const settings = awsDataExport.config.parse({
      bucket: s3.bucket,
      prefix: 'exports',
      exportName: 'focus',
      region: 'us-east-1',
      endpoint: s3.url,
    })

    expect(await probe.check(settings, newRun().calls)).toHaveProperty('serverTime')
    s3.script(['access-denied'], permission === 's3:GetObject' ? /HEAD/ : /GET/)
    await expect(probe.check(settings, newRun().calls)).rejects.toMatchObject({
      kind: 'permission',
      grant: permission,
    })
  },
)
