import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BASE, createBench, csv, HEADER, type Values } from './test-kit.ts'

let bench: ReturnType<typeof createBench>
beforeAll(() => {
  bench = createBench()
})
afterAll(() => bench.close())

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe('a value that cannot be read', () => {
  test.each<[Values, string]>([
    [{ BilledCost: 'NaN' }, `BilledCost 'NaN' is not a decimal number`],
    [{ BilledCost: '1e309' }, `BilledCost '1e309' is not a decimal number`],
    [{ BilledCost: 'inf' }, `BilledCost 'inf' is not a decimal number`],
    [{ BilledCost: '1,234.5' }, `BilledCost '1,234.5' is not a decimal number`],
    [{ BilledCost: '$12' }, `BilledCost '$12' is not a decimal number`],
    [{ BilledCost: '1_000' }, `BilledCost '1_000' is not a decimal number`],
    [{ BilledCost: '0x10' }, `BilledCost '0x10' is not a decimal number`],
    [{ BilledCost: '' }, 'BilledCost is missing'],
    [{ EffectiveCost: 'n/a' }, `EffectiveCost 'n/a' is not a decimal number`],
    [{ BillingAccountId: 'NULL' }, 'BillingAccountId is missing'],
    [{ ChargePeriodStart: '2026-02-30' }, `ChargePeriodStart '2026-02-30' is not a date or time`],
    [
      { ChargePeriodStart: '2026-07-01T30:00:00Z' },
      `ChargePeriodStart '2026-07-01T30:00:00Z' is not a date or time`,
    ],
    [{ ChargePeriodStart: '7/3/2026' }, `ChargePeriodStart '7/3/2026' is not a date or time`],
    [{ ChargePeriodStart: 'infinity' }, `ChargePeriodStart 'infinity' is outside the years 2000 to 2100`],
    [{ ChargePeriodStart: '1999-12-31' }, `ChargePeriodStart '1999-12-31' is outside the years 2000 to 2100`],
    [
      { BillingPeriodStart: '2100-01-01' },
      `BillingPeriodStart '2100-01-01' is outside the years 2000 to 2100`,
    ],
    [{ Tags: '{"team":' }, `Tags '{"team":' is not a JSON object`],
    [{ Tags: 'team=search' }, `Tags 'team=search' is not a JSON object`],
    [{ Tags: deep(100_000) }, `Tags '${deep(100_000).slice(0, 60)}' is nested too deeply`],
  ])('%.60j is a counted reject with its reason', async (row, reason) => {
    const path = bench.write('bill.csv', csv([{}, row, { BilledCost: '2' }]))

    const { delivery, rejects } = await bench.run([path])

    expect(rejects).toMatchObject([{ file: 'bill.csv', row: 2, reason }])
    expect(delivery.files).toMatchObject([{ rowsIn: 3, rowsKept: 2, rowsRejected: 1, error: null }])
    expect(delivery.units.map((unit) => unit.totals[0]?.billed)).toEqual(['3.5'])
  })
})

test('a time that runs backwards is a counted reject', async () => {
  const [header = '', row = ''] = csv([{}]).split('\n')
  const ends = ['2026-08-01T00:00:00Z', '2020-01-01T00:00:00Z']
  const text = [`${header},ChargePeriodEnd`, ...ends.map((end) => `${row},${end}`)].join('\n')
  const { rejects } = await bench.run([bench.write('backwards.csv', text)])

  expect(rejects).toMatchObject([{ row: 2, reason: 'ChargePeriodEnd lies before ChargePeriodStart' }])
})

const good = csv([{}]).split('\n')[1] ?? ''

describe('a line that cannot be cut into values', () => {
  test.each([
    ['too few fields', 'a,b', 'it has 2 fields, the header has 10'],
    ['too many fields', `${good},x`, 'it has 11 fields, the header has 10'],
    ['text behind a closing quote', good.replace('node-1', '"no"de'), /goes on after its closing quote/],
    [
      'a quote that closes in a later line',
      good.replace('node-1', '"node'),
      /goes on after its closing quote/,
    ],
    ['a NUL character', good.replace('node-1', 'no\0de'), 'it holds a NUL character'],
    ['more than 4 MiB', good.replace('node-1', 'x'.repeat(5e6)), 'it is longer than 4 MiB'],
  ])('%s is a counted reject and the lines around it are kept', async (_case, line, reason) => {
    const path = bench.write('bill.csv', [HEADER.join(','), good, line, good, good, ''].join('\n'))

    const { delivery, rejects } = await bench.run([path])

    expect(rejects).toEqual([
      {
        unit: 'unit-0001.parquet',
        file: 'bill.csv',
        row: 2,
        reason: expect.stringMatching(reason),
        line: expect.any(String),
      },
    ])
    expect(rejects[0]?.line.length).toBeLessThanOrEqual(500)
    expect(delivery.files).toMatchObject([{ rowsIn: 4, rowsKept: 3, rowsRejected: 1, error: null }])
    expect(delivery.units).toMatchObject([{ rowsIn: 4, rowsKept: 3, rowsRejected: 1 }])
  })

  test('a quote that is never closed costs its own line only', async () => {
    const plain = good.replace('"{""team"":""search""}"', '')
    const path = bench.write(
      'bill.csv',
      [HEADER.join(','), plain, plain.replace('node-1', '"node'), plain].join('\n'),
    )

    const { delivery, rejects } = await bench.run([path])

    expect(rejects).toMatchObject([{ row: 2, reason: 'a quote is never closed' }])
    expect(delivery.files).toMatchObject([{ rowsIn: 3, rowsKept: 2, rowsRejected: 1 }])
  })

  test('a last line that is cut off is a counted reject', async () => {
    const path = bench.write('bill.csv', `${csv([{}, {}])}${good.slice(0, 40)}`)

    const { delivery, rejects } = await bench.run([path])

    expect(rejects).toMatchObject([{ row: 3, reason: 'it has 4 fields, the header has 10' }])
    expect(delivery.files).toMatchObject([{ rowsKept: 2, rowsRejected: 1 }])
  })
})

const packed = gzipSync(
  csv(Array.from({ length: 2000 }, (_, index) => ({ ResourceName: `node-${index * 7919}` }))),
)
const wrongCrc = Buffer.from(packed)
wrongCrc.writeUInt32LE(wrongCrc.readUInt32LE(packed.length - 8) ^ 1, packed.length - 8)
const text = csv([{}])

describe('a file that cannot be read', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['empty', '', /^is empty\. Export it again\.$/],
    ['blank lines only', '\n\n\r\n', /^is empty/],
    ['gz of nothing', gzipSync(''), /^is empty/],
    [
      'gz cut in its data',
      packed.subarray(0, packed.length >> 1),
      /^is cut off: its gzip data ends too early/,
    ],
    ['gz without trailer', packed.subarray(0, packed.length - 8), /^is cut off/],
    ['gz with a wrong checksum', wrongCrc, /^is damaged: gzip says "incorrect data check"/],
    ['gz bomb', gzipSync(`${text}${'\n'.repeat(40e6)}`), /^unpacks to more than 200 times its size/],
    ['zip', Buffer.from('PK\x03\x04 and so on'), /^is a zip archive/],
    [
      'Latin-1',
      Buffer.from(csv([{}, { ResourceName: 'Zürich' }]), 'latin1'),
      /^is not UTF-8 text \(row 2; Latin-1 perhaps\)/,
    ],
    ['another wrong delimiter', text.replaceAll(',', '^'), /is no bill that Outlay knows/],
    ['duplicate header', csv([{}], [...HEADER, 'billedcost']), /^has the column "billedcost" 2 times/],
    ['renamed header', text.replace('BilledCost', 'Billed'), /lacks BilledCost.*Export it again/],
    [
      'missing headers',
      csv([{}], ['BilledCost', 'BillingCurrency']),
      /no bill that Outlay knows|lacks BillingAccountId/,
    ],
    [
      '1001 columns',
      csv([{}], [...HEADER, ...Array.from({ length: 991 }, (_, index) => `x_${index}`)]),
      /^has 1001 columns; at most 1000/,
    ],
    ['JSON array', '[{"a":1}]', /^is one JSON array/],
    ['header that never ends', '"BilledCost,x\n1,2\n', /^has no whole header line/],
  ])('%s is an error of that file, and the other one lands', async (_case, content, error) => {
    const bad = bench.write('two/bad.csv', content)
    const fine = bench.write('two/fine.csv', csv([{ BillingAccountId: 'other' }]))

    const { delivery } = await bench.run([bad, fine])

    expect(delivery.files).toMatchObject([
      {
        name: 'bad.csv',
        rowsKept: 0,
        error: expect.stringMatching(error),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      { name: 'fine.csv', rowsKept: 1, error: null },
    ])
    expect(delivery.units.filter((unit) => unit.files.includes('fine.csv'))).toMatchObject([
      { billingAccount: 'other', files: ['fine.csv'] },
    ])
  })

  test('names the units that a file touched before it broke', async () => {
    const bad = bench.write('july/part-1.csv.gz', packed.subarray(0, packed.length - 8))
    const fine = bench.write(
      'july/part-2.csv.gz',
      gzipSync(csv([{ BillingAccountId: BASE['BillingAccountId'] ?? '' }])),
    )

    const { delivery } = await bench.run([bad, fine])

    expect(delivery.units).toMatchObject([
      { billingAccount: '001234567890', files: ['part-1.csv.gz', 'part-2.csv.gz'] },
    ])
  })
})

describe('unusual but sound input', () => {
  const umlaut = csv([{ ResourceName: 'Zürich 🌍' }])
  const swapped = Buffer.from(umlaut, 'utf16le').swap16()
  test.each<[string, string | Buffer]>([
    ['byte order mark', `\uFEFF${umlaut}`],
    ['UTF-16LE with mark', Buffer.from(`\uFEFF${umlaut}`, 'utf16le')],
    ['UTF-16LE without mark', Buffer.from(umlaut, 'utf16le')],
    ['UTF-16BE without mark', swapped],
    ['CRLF', umlaut.replaceAll('\n', '\r\n')],
    ['no last line end', umlaut.trimEnd()],
    ['blank lines', `\n${umlaut.replaceAll('\n', '\n\n')}`],
    ['semicolons', umlaut.replaceAll(',', ';')],
    ['tabs', umlaut.replaceAll(',', '\t')],
    ['pipes', umlaut.replaceAll(',', '|')],
    ['gzip under another name', gzipSync(umlaut)],
    ['gzip of several members', Buffer.concat([gzipSync(umlaut.slice(0, 100)), gzipSync(umlaut.slice(100))])],
  ])('%s is read', async (_case, content) => {
    const path = bench.write('bill.dat', content)

    const { delivery, lines } = await bench.run([path])

    expect(delivery.files).toMatchObject([{ rowsIn: 1, rowsKept: 1, rowsRejected: 0, error: null }])
    expect(await lines(`select "ResourceName", "BilledCost"::varchar, map_keys("Tags") from $units`)).toEqual(
      [['Zürich 🌍', '1.50000000000000', ['team']]],
    )
  })

  test('a header alone is a bill of no rows', async () => {
    const { delivery } = await bench.run([bench.write('bill.csv', csv([]))])

    expect(delivery).toMatchObject({
      files: [{ rowsIn: 0, rowsKept: 0, error: null, format: 'focus' }],
      units: [],
    })
  })

  test.each([
    ['5" disk', '5" disk'],
    ['a\rb', 'a\rb'],
    ['say "hi"', 'say "hi"'],
  ])('%j without quotes around it is kept as it stands', async (value, kept) => {
    const { delivery, lines } = await bench.run([bench.write('bill.csv', text.replace('node-1', value))])

    expect(delivery.files).toMatchObject([{ rowsKept: 1, rowsRejected: 0 }])
    expect(await lines('select "ResourceName" from $units')).toEqual([[kept]])
  })

  test.each<[string, unknown]>([
    [
      '{"__proto__":"x","constructor":"y"}',
      [
        { key: '__proto__', value: 'x' },
        { key: 'constructor', value: 'y' },
      ],
    ],
    [
      '{"a":{"b":[1,2]},"c":null,"d":1.5,"e":true}',
      [
        { key: 'a', value: '{"b":[1,2]}' },
        { key: 'c', value: null },
        { key: 'd', value: '1.5' },
        { key: 'e', value: 'true' },
      ],
    ],
    ['{"a":"first","a":"second"}', [{ key: 'a', value: 'first' }]],
    ['{}', []],
    ['', null],
    ['NULL', null],
  ])('tags %s survive', async (tags, expected) => {
    const { lines } = await bench.run([bench.write('bill.csv', csv([{ Tags: tags }]))])

    expect(await lines('select "Tags" from $units')).toEqual([[expected]])
  })

  test.each([
    ['2026-07-03 04:00:00', '2026-07-03 04:00:00'],
    ['2026-07-03T04:00Z', '2026-07-03 04:00:00'],
    ['2026-07-03T04:00:00.000Z', '2026-07-03 04:00:00'],
    ['2026-07-03', '2026-07-03 00:00:00'],
    ['2026-07-03T04:00:00+02:00', '2026-07-03 02:00:00'],
    ['2026-07-03 00:30:00+0200', '2026-07-02 22:30:00'],
    ['2026-07-03 04:00:00 UTC', '2026-07-03 04:00:00'],
  ])('the time %s is %s UTC', async (value, expected) => {
    const { lines } = await bench.run([bench.write('bill.csv', csv([{ ChargePeriodStart: value }]))])

    expect(await lines('select "ChargePeriodStart"::varchar from $units')).toEqual([[expected]])
  })

  test.each([
    ['6.123E-7', '0.00000061230000', 0],
    ['4e2', '400.00000000000000', 0],
    ['-0.25', '-0.25000000000000', 0],
    ['0.123456789012345', '0.12345678901235', 1],
    ['-0.000000000000005', '-0.00000000000001', 1],
    ['5e-15', '0.00000000000001', 1],
    ['123456789012.10', '123456789012.10000000000000', 0],
  ])('the amount %s is %s', async (value, expected, rounded) => {
    const { delivery, lines } = await bench.run([bench.write('bill.csv', csv([{ BilledCost: value }]))])

    expect(await lines('select "BilledCost"::varchar from $units')).toEqual([[expected]])
    expect(delivery.units).toMatchObject([{ valuesRounded: rounded }])
  })
})
