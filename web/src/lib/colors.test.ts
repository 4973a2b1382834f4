import { expect, test } from 'vitest'
import { assignSlots, type Slot } from './colors.ts'

test('providers have colours of their own', () => {
  expect([...assignSlots('provider', ['gcp', 'aws', 'azure'], new Map())]).toEqual([
    ['gcp', 3],
    ['aws', 2],
    ['azure', 1],
  ])
})

test('a value keeps its colour when others come or go', () => {
  const memory = new Map<string, Slot>()
  const before = assignSlots('service', ['EC2', 'S3', 'RDS'], memory)

  const after = assignSlots('service', ['Lambda', 'RDS', 'S3'], memory)

  expect(after.get('S3')).toBe(before.get('S3'))
  expect(after.get('RDS')).toBe(before.get('RDS'))
  expect(new Set(after.values()).size).toBe(3)
})

test('an eighth value is grey', () => {
  const slots = assignSlots('service', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], new Map())

  expect(slots.get('h')).toBe('other')
})
