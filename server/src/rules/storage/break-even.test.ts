import { expect, test } from 'vitest'
import { storagePrices } from '../../../../data/prices/storage-prices.ts'
import { type ClassPrice, earlyDeletion, moveOf, readLimit } from './break-even.ts'

const KIB: Readonly<Record<string, number>> = {
  '32K': 32,
  '64K': 64,
  '128K': 128,
  '256K': 256,
  '1M': 1024,
  '16M': 16_384,
}

// Days computed once by hand from list prices, with the formula of moveOf
test.each([
  ['aws', 'Standard', 'Standard-IA', '64K', null],
  ['aws', 'Standard', 'Standard-IA', '128K', 237],
  ['aws', 'Standard', 'Standard-IA', '256K', 119],
  ['aws', 'Standard', 'Standard-IA', '1M', 30],
  ['aws', 'Standard', 'One Zone-IA', '64K', 1660],
  ['aws', 'Standard', 'Glacier Instant', '32K', 2846],
  ['aws', 'Standard', 'Glacier Instant', '1M', 33],
  ['aws', 'Standard', 'Glacier Flexible', '256K', 205],
  ['aws', 'Standard', 'Deep Archive', '1M', 71],
  ['aws', 'Standard-IA', 'Glacier Instant', '1M', 73],
  ['gcp', 'Standard', 'Nearline', '1M', 31],
  ['gcp', 'Standard', 'Coldline', '128K', 311],
  ['gcp', 'Standard', 'Archive', '1M', 83],
  ['gcp', 'Nearline', 'Coldline', '1M', 104],
  ['azure', 'Hot', 'Cool', '1M', 56],
  ['azure', 'Hot', 'Cold', '256K', 130],
  ['azure', 'Cold', 'Archive', '1M', 119],
] as const)('%s: %s to %s with objects of %s pays back after %s days', (provider, from, to, size, days) => {
  const standard = price(provider, provider === 'azure' ? 'Hot' : 'Standard')
  const stored = { objectKib: KIB[size] ?? 0, reads: 0, gets: 0 }

  const move = moveOf(price(provider, from), price(provider, to), standard, stored)

  if (days === null) expect(move.days).toBeNull()
  else expect(move.days).toBeCloseTo(days, -0.3)
})

test('reads above the limit turn a saving into a loss', () => {
  const standard = price('aws', 'Standard')
  const cold = price('aws', 'Glacier Instant')
  const limit = readLimit(standard, cold)
  expect(limit).toBeCloseTo(0.019 / 0.03)
  const at = (reads: number) => moveOf(standard, cold, standard, { objectKib: 65_536, reads, gets: 0 })
  expect(at((limit ?? 0) - 0.01).net).toBeGreaterThan(0)
  expect(at((limit ?? 0) + 0.01)).toMatchObject({ days: null })
})

test('GET requests count at the difference of the two classes', () => {
  const standard = price('aws', 'Standard')
  const cold = price('aws', 'Glacier Instant')
  const move = moveOf(standard, cold, standard, { objectKib: 1024, reads: 0, gets: 100 })
  expect(move.net).toBeCloseTo(0.019 - (100 * (0.01 - 0.0004)) / 1000)
})

test.each([
  [0, (90 / 30.4) * 0.004],
  [60, (30 / 30.4) * 0.004],
  [90, 0],
  [400, 0],
])('what is deleted %i days after it came to Glacier Instant is charged to day 90', (days, charge) => {
  expect(earlyDeletion(price('aws', 'Glacier Instant'), days)).toBeCloseTo(charge)
})

function price(provider: string, name: string): ClassPrice {
  const found = storagePrices().find((one) => one.provider === provider && one.storageClass === name)
  if (found === undefined) throw new Error(`no price of ${name}`)
  return {
    name,
    gb: found.usdPerGbMonth,
    put1k: found.putUsdPer1k,
    get1k: found.getUsdPer1k,
    transition1k: found.transitionUsdPer1k,
    retrievalGb: found.retrievalUsdPerGb,
    minDays: found.minDays,
    minObjectKib: found.minObjectKib,
    classOverheadKib: found.classOverheadKib,
    standardOverheadKib: found.standardOverheadKib,
  }
}
