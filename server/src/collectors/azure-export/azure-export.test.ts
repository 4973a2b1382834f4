import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { startBlobProxy } from '../../../../test/clouds/azure/blob-proxy.ts'
import { collectPart } from '../test-context.ts'
import { exportPart, FOCUS, PLAN, useExports } from './export-kit.ts'
import { azureExport } from './index.ts'
import type { Settings } from './settings.ts'

const { blobs, container, begin, put, plan, collect } = useExports()

test('downloads all files of the run, byte for byte, in the format of its type', async () => {
  await put({ files: [FOCUS, FOCUS.replace('1.5', '2.25')] })
  const [window] = await plan()

  const { collected, error, files, run } = await collect(window ?? PLAN)

  expect(error).toBeNull()
  expect(files.map(String)).toEqual([FOCUS, FOCUS.replace('1.5', '2.25')])
  expect(collected).toEqual({ estimated: false, format: 'focus', rows: 2 })
  expect(run.files.map((path) => basename(path))).toEqual([
    expect.stringMatching(/^focuscost-2026-10-01-1-\d+\.csv$/),
    expect.stringMatching(/^focuscost-2026-10-01-2-\d+\.csv$/),
  ])
})

test.each([
  ['FocusCost', 'focus'],
  ['ActualCost', 'azure-cost'],
  ['AmortizedCost', 'azure-cost'],
])('an export of type %s is read as %s and named by its type', async (type, format) => {
  await put({ type })
  const [window] = await plan()

  const { collected, run } = await collect(window ?? PLAN)

  expect(collected).toMatchObject({ format })
  expect(basename(run.files[0] ?? '')).toMatch(new RegExp(`^${type.toLowerCase()}-`))
})

test('a file that lies there whole does not come again', async () => {
  await put({})
  const [window] = await plan()
  const { run, settings } = await collect(window ?? PLAN)
  const first = run.requests().free

  await collectPart(exportPart(), settings, run)

  expect(run.requests().free - first).toBe(first - 1)
})

test('a compressed file that is not named so is known by its first bytes', async () => {
  await put({ files: [gzipSync(FOCUS)] })
  const [window] = await plan()

  const { run, files } = await collect(window ?? PLAN)

  expect(run.files[0]).toMatch(/\.csv\.gz$/)
  expect(files[0]?.equals(gzipSync(FOCUS))).toBe(true)
})

test('parquet keeps its ending', async () => {
  await put({ files: [Buffer.from('PAR1')], ending: '.snappy.parquet' })
  const [window] = await plan()

  expect((await collect(window ?? PLAN)).run.files[0]).toMatch(/\d\.parquet$/)
})

test('a manifest that was written over while it was planned is read anew', async () => {
  await put({ run: '', files: [FOCUS] })
  const [window] = await plan()
  await put({ run: '', files: [FOCUS, FOCUS] })

  expect((await collect(window ?? PLAN)).error).toMatchObject({ kind: 'stale_pages' })
})

test('a file that is not as long as its manifest says is being written', async () => {
  const manifest = await put({ files: [FOCUS] })
  const [window] = await plan()
  await blobs().put(`${container()}/${manifest.replace('manifest.json', '000001.csv')}`, `${FOCUS}more`)

  expect((await collect(window ?? PLAN)).error).toMatchObject({ kind: 'stale_pages' })
})

test('a file that is gone is no whole run', async () => {
  const manifest = await put({ files: [FOCUS] })
  const [window] = await plan()
  await blobs().remove(`${container()}/${manifest.replace('manifest.json', '000001.csv')}`)

  const { error, files } = await collect(window ?? PLAN)

  expect(error).not.toBeNull()
  expect(files).toEqual([])
})

test.each([
  ['breaks off in the middle', 'hang-up', [500]],
  ['is refused for now', 'unavailable', [500]],
] as const)('a download that %s comes whole in the end', async (_case, fault, waits) => {
  const proxy = await startBlobProxy(blobs())
  onTestFinished(() => proxy.close())
  await put({ files: [FOCUS] })
  const [window] = await plan()
  const { run, settings } = begin(window, {}, { endpoint: proxy.url })
  writeFileSync(join(run.calls.folder, 'ca'), proxy.ca)
  proxy.script([fault])

  const { error } = await collectPart(exportPart(), settings, run)

  expect(error).toBeNull()
  expect(run.files.map((path) => readFileSync(path, 'utf8'))).toEqual([FOCUS])
  expect(run.waits).toEqual(waits)
})

test.each<[string, Record<string, string>, Partial<Settings>, string]>([
  ['a wrong key', { AZURE_STORAGE_KEY: Buffer.from('other').toString('base64') }, {}, 'auth'],
  ['a signature that is none', { AZURE_STORAGE_SAS_TOKEN: 'sv=2024-11-04&sig=x' }, {}, 'permission'],
  ['a container that is not there', {}, { container: 'nowhere' }, 'no_data'],
])('tells %s', async (_case, env, changes, kind) => {
  await expect(plan(env, changes)).rejects.toMatchObject({ kind })
})

test('text that is no manifest is told with its name', async () => {
  await blobs().put(`${container()}/cost/x/20261001-20261031/manifest.json`, '[]')

  await expect(plan()).rejects.toMatchObject({
    kind: 'bad_answer',
    message: expect.stringMatching(/cost\/x/),
  })
})

test('the probe counts the months that are there', async () => {
  await put({})
  const { run, settings } = begin()

  expect(await azureExport.probes[0]?.check(settings, run.calls)).toEqual({
    serverTime: expect.any(Date),
    note: '1 months of exports',
  })
})
