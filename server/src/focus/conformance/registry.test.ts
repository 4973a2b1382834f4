import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { FOCUS_COLUMNS } from '../columns.ts'
import { conformanceRules, describeRule } from './registry.ts'
import type { ConformanceRule } from './rule.ts'

const HERE = import.meta.dirname
const DOC = resolve(HERE, '../../../../docs/conformance.md')
const OFFICIAL = resolve(HERE, '../../../../../shared/data/focus/focus_validator/rules-1.2.tsv')

/** Rules of the official model that contradict the standard's text; see docs/conformance.md. */
const WRONG = [
  'CommitmentDiscountStatus-C-003-C',
  'CommitmentDiscountStatus-C-004-C',
  'CommitmentDiscountStatus-C-005-M',
  'EffectiveCost-C-005-C',
  'BilledCost-C-005-C',
  'ConsumedQuantity-C-006-C',
  'CommitmentDiscountQuantity-C-007-C',
  'PricingCurrencyEffectiveCost-C-004-M',
  'InvoiceId-C-004-C',
  'InvoiceId-C-005-C',
  'CapacityReservationStatus-C-003-C',
  'CapacityReservationStatus-C-004-C',
  'ListUnitPrice-C-010-C',
]

test('the folder and the registry hold the same rules', async () => {
  const files = readdirSync(join(HERE, 'rules')).filter((name) => name.endsWith('.ts'))
  const inFolder: string[] = []
  for (const file of files) {
    const module: Record<string, readonly ConformanceRule[]> = await import(join(HERE, 'rules', file))
    inFolder.push(...Object.values(module).flatMap((rules) => rules.map(({ id }) => id)))
  }

  expect(conformanceRules.map(({ id }) => id).sort()).toEqual(inFolder.sort())
})

test('ids are unique and columns are those of the model', () => {
  const ids = conformanceRules.map(({ id }) => id)
  const known = new Set(FOCUS_COLUMNS.map(({ name }) => name))
  const unknown = conformanceRules.flatMap(({ columns }) => columns.filter((column) => !known.has(column)))

  expect(new Set(ids).size).toBe(ids.length)
  expect(unknown).toEqual([])
})

test('at least 40 rules, 10 of them across columns or rows', () => {
  const across = conformanceRules.filter(({ kind, columns }) => kind === 'aggregate' || columns.length > 1)

  expect(conformanceRules.length).toBeGreaterThanOrEqual(40)
  expect(across.length).toBeGreaterThanOrEqual(10)
})

test('docs/conformance.md lists each rule with its title, level and source', () => {
  const rows = readFileSync(DOC, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const expected = conformanceRules.map(({ id, title, level }) => {
    const source = id.startsWith('OUTLAY-') ? 'Outlay' : 'FOCUS 1.2'
    return `| \`${id}\` | ${title} | ${level} | ${source} |`
  })

  expect(rows).toEqual(expected)
})

test.skipIf(!existsSync(OFFICIAL))(
  'ids that are not our own exist in the official model and are right (skipped where it is absent)',
  () => {
    const official = new Set(
      readFileSync(OFFICIAL, 'utf8')
        .split('\n')
        .map((line) => line.split('\t')[0]),
    )
    const borrowed = conformanceRules.map(({ id }) => id).filter((id) => !id.startsWith('OUTLAY-'))

    expect(borrowed.filter((id) => !official.has(id))).toEqual([])
    expect(WRONG.filter((id) => !official.has(id))).toEqual([])
    expect(borrowed.filter((id) => WRONG.includes(id))).toEqual([])
  },
)

test('a rule that is gone is described by its id', () => {
  expect(describeRule('ChargeCategory-C-003-M').level).toBe('error')
  expect(describeRule('OLD-1')).toEqual({ title: 'OLD-1', level: 'warning' })
})
