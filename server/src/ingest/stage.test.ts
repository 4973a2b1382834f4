import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { addAmounts } from '@outlay/shared/money'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stage } from './stage.ts'
import { fieldsOf } from './staging/csv-header.ts'
import { createBench, csv } from './staging/test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

function childThat(does: string): URL {
  return pathToFileURL(bench.write(`child-${does.length}.mjs`, `process.on('message', () => { ${does} })`))
}

const progress = `process.send({ type: 'progress', step: 'read', file: 'july.csv', done: 0, of: 1, rows: 0 })`

test('stages in a child process and tells how far it is', async () => {
  const seen: string[] = []
  const request = bench.requestOf([bench.write('bill.csv', csv([{}, { BilledCost: '-0.25' }]))])

  const delivery = await stage(request, { onProgress: ({ step, file }) => seen.push(`${step} ${file}`) })

  expect(delivery.units).toMatchObject([{ provider: 'aws', rowsKept: 2, totals: [{ billed: '1.25' }] }])
  expect(delivery.units[0]?.findings.length).toBeGreaterThan(0)
  expect(seen).toEqual(['read bill.csv', 'type bill.csv', 'check unit-0001.parquet'])
  expect(existsSync(join(request.out, 'work'))).toBe(false)
})

test.each([
  [
    'is killed',
    `${progress}; setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 50)`,
    /died \(SIGSEGV\) while reading july\.csv\. Nothing was imported\. Import the files one by one/,
  ],
  [
    'runs out of memory',
    `${progress}; setTimeout(() => process.abort(), 50)`,
    /died \(SIGABRT.* while reading july\.csv/,
  ],
  ['leaves without a word', 'process.exit(0)', /died \(exit 0\)/],
  [
    'reports a full disk',
    `${progress}; process.send({ type: 'failed', code: 'INTERNAL', message: 'ENOSPC: no space left' })`,
    /The disk is full while reading july\.csv/,
  ],
  [
    'never ends',
    `${progress}; setInterval(() => undefined, 1000)`,
    /took longer than .* while reading july\.csv/,
  ],
  ['sends nonsense', `process.send({ type: 'done', and: 'more' })`, /sent what it should not/],
])('a child that %s is an error with the file and the next step', async (_case, does, message) => {
  const request = bench.requestOf([])

  await expect(stage(request, { child: childThat(does), timeLimitMs: 1500 })).rejects.toThrow(message)
})

test('can be cancelled', async () => {
  const controller = new AbortController()
  const child = childThat(`${progress}; setInterval(() => undefined, 1000)`)

  const staging = stage(bench.requestOf([]), {
    child,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })

  await expect(staging).rejects.toMatchObject({ code: 'CONFLICT' })
})

const shared = join(import.meta.dirname, '../../../../shared/data/focus')

describe.skipIf(!existsSync(shared))(`real bills (skipped without ${shared})`, () => {
  test('the FOCUS sample of 942 rows is whole to the last digit', async () => {
    const { delivery } = await bench.run([join(shared, 'focus-sample/focus_1_0_aws_942.csv')])

    expect(delivery.files).toMatchObject([
      { rowsIn: 942, rowsKept: 942, rowsRejected: 0, ignoredColumns: ['Id'] },
    ])
    expect(delivery.units).toMatchObject([{ provider: 'aws', billingPeriod: '2024-09' }])
    expect(delivery.units[0]?.totals).toMatchObject([{ currency: 'USD', billed: '18.0066386184' }])
  })

  test.each(['aws', 'azure', 'gcp'])(
    'the synthetic bill of %s has the total of an independent sum',
    async (provider) => {
      const path = join(shared, `synthetic/focus_1_2_${provider}.csv.gz`)
      const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split(/\r?\n/)
      const column = header.split(',').indexOf('BilledCost')

      const { delivery } = await bench.run([path])

      const total = addAmounts(lines.map((line) => fieldsOf(line, ',')[column] ?? ''))
      expect(delivery.files).toMatchObject([
        { rowsIn: lines.length, rowsKept: lines.length, rowsRejected: 0 },
      ])
      expect(addAmounts(delivery.units.map((unit) => unit.totals[0]?.billed ?? '0'))).toBe(total)
      expect(delivery.units.every((unit) => unit.provider === provider)).toBe(true)
    },
  )
})
