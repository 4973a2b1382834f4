import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { SIDE_KINDS } from '../staged.ts'
import { sideKinds } from './registry.ts'
import { SIDE_SQL_TYPES, type SideKindSpec } from './side-kind.ts'

/** Modules of the folder that the kinds share. */
const SHARED = ['metric-names.ts', 'providers.ts', 'registry.ts', 'side-kind.ts', 'validation.ts']

const DOC = readFileSync(resolve(import.meta.dirname, '../../../../docs/files.md'), 'utf8')
const SECTIONS = new Map(
  DOC.split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section]),
)

test('the folder, the registry and docs/files.md hold the same kinds', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => !name.endsWith('.test.ts') && !SHARED.includes(name))
    .map((name) => name.replace('.ts', ''))

  expect(files.sort()).toEqual([...SIDE_KINDS].sort())
  expect(Object.keys(sideKinds)).toEqual([...SIDE_KINDS])
  expect([...SECTIONS.keys()]).toEqual([...SIDE_KINDS])
  expect(Object.values(sideKinds).map(({ id }) => id)).toEqual([...SIDE_KINDS])
})

test.each(Object.values(sideKinds))('docs/files.md lists the columns of $id', ({ id, columns }) => {
  const rows = SECTIONS.get(id)?.match(/^\| `.*$/gm) ?? []

  expect(rows.map((row) => row.split(' | ').slice(0, 3).join(' | '))).toEqual(
    columns.map(({ name, type, required }) => `| \`${name}\` | ${type} | ${required ? 'yes' : 'no'}`),
  )
})

test.each(Object.values(sideKinds))(
  'the example of $id in docs/files.md has three valid rows',
  async (spec) => {
    const rows = exampleRows(spec)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()

    const reasons: unknown[] = []
    for (const row of rows) {
      const columns = spec.columns.map(
        ({ name, type }) => `cast(nullif($${name}, '') as ${SIDE_SQL_TYPES[type]}) as "${name}"`,
      )
      const reader = await connection.runAndReadAll(
        `select ${spec.validate ?? 'null'} from (select ${columns.join(', ')}) as typed`,
        row,
      )
      reasons.push(reader.getRowsJson()[0]?.[0])
    }
    connection.closeSync()
    instance.closeSync()

    expect(reasons).toEqual([null, null, null])
  },
)

function exampleRows({ id, columns }: SideKindSpec): Record<string, string | null>[] {
  const [, language, body = ''] = SECTIONS.get(id)?.match(/```(csv|jsonl)\n([^`]*)```/) ?? []
  const lines = body.trim().split('\n')
  const header = lines[0]?.split(',') ?? []
  const records =
    language === 'jsonl'
      ? lines.map((line) => JSON.parse(line))
      : lines.slice(1).map((line) => {
          const values = line.split(',')
          return Object.fromEntries(header.map((name, index) => [name, values[index]]))
        })
  return records.map((record) =>
    Object.fromEntries(
      columns.map(({ name, type }) => {
        const value = record[name] ?? null
        return [name, type === 'json' ? JSON.stringify(value) : value]
      }),
    ),
  )
}
