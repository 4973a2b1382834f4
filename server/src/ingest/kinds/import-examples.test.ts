import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestFolder, testFolder } from '../apply/harness.ts'
import { SIDE_TABLES } from '../apply/side-tables.ts'
import { applyDelivery } from '../apply.ts'
import { rebuild } from '../rebuild.ts'
import { SIDE_KINDS, type SideKind, StageRequest } from '../staged.ts'
import { stageDelivery } from '../staging/stage-delivery.ts'
import { sideKinds } from './registry.ts'

const DOC = readFileSync(resolve(import.meta.dirname, '../../../../docs/files.md'), 'utf8')

let folder: TestFolder
beforeEach(async () => {
  folder = await testFolder()
})
afterEach(() => folder.remove())

/** The example of a kind in docs/files.md as a file. */
function exampleOf(kind: SideKind): string {
  const section = DOC.split(/^## /m).find((text) => text.startsWith(`${kind}\n`)) ?? ''
  const [, language = '', body = ''] = section.match(/```(csv|jsonl)\n([^`]*)```/) ?? []
  const path = join(folder.root, `${kind}.${language}`)
  writeFileSync(path, body)
  return path
}

async function importKind(kind: SideKind, id: string) {
  const out = join(folder.db.paths.staging, id)
  mkdirSync(out, { recursive: true })
  const request = StageRequest.parse({
    id,
    files: [exampleOf(kind)],
    out,
    format: null,
    kind,
    source: 'example',
    slice: 'part/now',
    createdAt: '2026-08-01T00:00:00.000Z',
  })
  await stageDelivery(request, { conformance: async () => [], sideKinds, onProgress: () => undefined })
  return applyDelivery(folder.db, out, folder.options)
}

test.each(SIDE_KINDS)('the example of %s comes in, is there once, and survives a rebuild', async (kind) => {
  const { table } = SIDE_TABLES[kind]
  const rows = async () =>
    (await folder.select(`select * exclude (import_id) from ${table}`)).map(String).toSorted()

  const first = await importKind(kind, 'first')
  const once = await rows()
  const again = await importKind(kind, 'again')
  await rebuild(folder.db, folder.options)

  expect(first).toMatchObject({ rowsKept: 3, rowsRejected: 0, imports: [{ state: 'counted', kind }] })
  expect(once).toHaveLength(kind === 'metrics' ? 2 : 3)
  expect(again.imports).toMatchObject([{ state: 'unchanged' }])
  expect(await rows()).toEqual(once)
  expect(existsSync(join(folder.db.paths.lake, kind))).toBe(true)
})
