import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MappingError } from '../reader.ts'
import { readers, recognise } from './registry.ts'

const ids = readers.map(({ id }) => id)

test('every reader of the folder is registered, and nothing else', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'registry.ts')
    .map((name) => name.replace(/\.ts$/, ''))

  expect([...ids].sort()).toEqual(files.sort())
})

test('every reader has a section in docs/formats.md, and nothing else', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/formats.md'), 'utf8')
  const sections = [...page.matchAll(/^## .*\(`([a-z-]+)`\)$/gm)].map((match) => match[1])

  expect(sections.sort()).toEqual([...ids].sort())
})

test('a reader is asked for by name', () => {
  expect(recognise({ name: 'a.csv', header: [] }, 'azure-cost').id).toBe('azure-cost')
})

test('an unknown name is answered with the names that there are', () => {
  expect(() => recognise({ name: 'a.csv', header: [] }, 'azure')).toThrow(
    /There is no format azure\. Formats: auto, focus, /,
  )
})

test('a header that nobody knows is refused with what it is closest to and what to do', () => {
  const refuse = () =>
    recognise(
      { name: 'july.csv', header: ['BilledCost', 'BillingCurrency', 'ChargePeriodStart', 'Whatever'] },
      null,
    )

  expect(refuse).toThrow(MappingError)
  expect(refuse).toThrow(
    'july.csv is closest to FOCUS (focus) but lacks BillingAccountId, BillingPeriodStart, ChargeCategory. Export it again with these columns, or name its format with --format (',
  )
})

test('a header without anything known is shown as it is', () => {
  expect(() => recognise({ name: 'x.csv', header: ['a|b|c'] }, 'auto')).toThrow(
    /x\.csv is no bill that Outlay knows \(its columns: a\|b\|c\)\. Formats: focus, .*first line holds the column names/,
  )
})

test('a named format says which columns are missing', () => {
  expect(() =>
    recognise({ name: 'x.csv', header: ['cost'] }, 'gcp-billing').map({ name: 'x.csv', header: ['cost'] }),
  ).toThrow(
    'x.csv cannot be read as a Google Cloud billing export: no column billing_account_id, service.description, usage_start_time, currency, invoice.month.',
  )
})
