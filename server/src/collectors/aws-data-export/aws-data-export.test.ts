import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import type { S3Fault } from '../../../../test/clouds/aws/s3.ts'
import { DATA, HEADER, MANIFEST, october, start } from './start-export.ts'

test('brings the files that the manifest names, whole', async () => {
  const { s3, collect } = await start()
  await october(s3)
  await s3.put('exports/focus/data/BILLING_PERIOD=2026-10/stale-00001.csv.gz', 'old')

  const { error, collected, run } = await collect()

  expect(error).toBeNull()
  expect(collected).toMatchObject({ estimated: false })
  expect(run.files.map((path) => basename(path).replace(/^[0-9a-f]{12}-/, ''))).toEqual([
    'focus-00001.csv.gz',
  ])
  expect(readFileSync(run.files[0] ?? '', 'utf8')).toBe(HEADER.padEnd(5_000, 'x'))
})

test.each([
  ['an export that is overwritten', 'exports/focus/metadata/BILLING_PERIOD=2026-09/focus-Manifest.json'],
  [
    'an export that keeps its runs',
    'exports/focus/metadata/billing_period=2026-09/2026-10-02T00:00:00.000Z-1234/focus-Manifest.json',
  ],
])('finds the months of %s', async (_case, key) => {
  const { s3, windows } = await start()
  await october(s3)
  await s3.put(key, '{"dataFiles":[]}')

  expect(await windows()).toMatchObject([
    { key: '2026-09', since: '2026-09-01', until: '2026-10-01' },
    { key: '2026-10', since: '2026-10-01', until: '2026-11-01' },
  ])
})

test('finds the months of a legacy report', async () => {
  const { s3, windows, collect } = await start()
  const folder = 'exports/focus/20261001-20261101'
  await s3.put(`${folder}/run-1/focus-1.csv.gz`, 'rows')
  await s3.put(`${folder}/run-1/focus-Manifest.json`, '{"reportKeys":[]}')
  await s3.put(
    `${folder}/focus-Manifest.json`,
    JSON.stringify({ bucket: 'exports', reportKeys: [`${folder}/run-1/focus-1.csv.gz`] }),
  )

  expect(await windows()).toMatchObject([
    { key: '2026-10', version: expect.stringContaining('20261001-20261101/focus-Manifest.json') },
  ])
  expect((await collect()).run.files).toHaveLength(1)
})

test('of several runs the newest counts', async () => {
  const { s3, windows } = await start()
  const run = (name: string) => `exports/focus/metadata/BILLING_PERIOD=2026-10/${name}/focus-Manifest.json`
  await s3.put(run('2026-11-02T00:00:00Z-a'), '{"dataFiles":[]}', new Date('2026-11-02T00:00:00Z'))
  await s3.put(run('2026-11-03T00:00:00Z-b'), '{"dataFiles":[]}')

  expect(await windows()).toMatchObject([
    { key: '2026-10', version: expect.stringMatching(/^2026-11-03T00:00:00Z-b/) },
  ])
})

test('a manifest that is written anew is another version, the same one is not', async () => {
  const { s3, windows } = await start()
  await october(s3)
  const [first] = await windows()
  const [again] = await windows()
  await s3.put(MANIFEST, JSON.stringify({ executionId: 'next', dataFiles: [`s3://exports/${DATA}`] }))
  const [next] = await windows()

  expect(again?.version).toBe(first?.version)
  expect(next?.version).not.toBe(first?.version)
})

test('the version that was read is the one that the plan saw', async () => {
  const { s3, windows, collect } = await start()
  await october(s3)

  const [window] = await windows()

  expect((await collect()).collected?.version).toBe(window?.version)
})

test('months before the bound are left alone', async () => {
  const { s3, windows } = await start({ months: 0 })
  await october(s3)

  expect(await windows()).toEqual([])
})

test.each<[string, S3Fault[], RegExp | undefined, number]>([
  ['a body that breaks off is taken up', ['drop-mid-body'], /GET .*csv/, 1],
  ['two breaks are taken up', ['drop-mid-body', 'drop-mid-body'], /GET .*csv/, 2],
  ['a throttle is waited for', ['slow-down'], /HEAD|GET/, 1],
  ['an error of theirs is asked again', ['internal'], /GET .*Manifest/, 1],
  ['an expired session is renewed once', ['expired-token'], /GET .*Manifest/, 0],
])('%s', async (_case, faults, match, waits) => {
  const { s3, collect } = await start()
  await october(s3, 200_000)
  s3.script(faults, match)

  const { error, run } = await collect()

  expect(error).toBeNull()
  expect(statSync(run.files[0] ?? '').size).toBe(200_000)
  expect(run.waits).toHaveLength(waits)
})

test('only what is missing comes again', async () => {
  const { s3, collect, newRun } = await start()
  await october(s3)
  const run = newRun()
  const [path = ''] = (await collect(run)).run.files
  const before = s3.requests.length

  const again = await collect(run)

  expect(again.error).toBeNull()
  expect(s3.requests.slice(before)).not.toContain(`GET /exports/${DATA}`)
  expect(run.files).toEqual([path, path])
})

test('a file that an earlier run left half is taken up where it broke off', async () => {
  const { s3, collect, newRun } = await start()
  await october(s3)
  const [path = ''] = (await collect(newRun())).run.files
  const run = newRun()
  writeFileSync(`${join(run.calls.folder, basename(path))}.part`, HEADER.padEnd(3_000, 'x'))

  const again = await collect(run)

  expect(readFileSync(again.run.files[0] ?? '', 'utf8')).toBe(HEADER.padEnd(5_000, 'x'))
})

test('a leftover that is longer than the file is thrown away', async () => {
  const { s3, collect, newRun } = await start()
  await october(s3)
  const [path = ''] = (await collect(newRun())).run.files
  const run = newRun()
  writeFileSync(`${join(run.calls.folder, basename(path))}.part`, 'y'.repeat(9_000))

  expect(readFileSync((await collect(run)).run.files[0] ?? '', 'utf8')).toBe(HEADER.padEnd(5_000, 'x'))
})

test('an export without files brings nothing', async () => {
  const { s3, collect } = await start()
  await october(s3, 5_000, [])

  expect(await collect()).toMatchObject({ error: null, run: { files: [] } })
})
