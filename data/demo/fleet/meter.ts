import type { Series } from '../types.ts'
import { addSeries, type Fleet, type Owner, type SeriesSpec } from './fleet.ts'

/** [service, meter, usage type, unit, price, quantity an hour, shape?, noise?, decimals?] */
export type MeterRow = readonly [
  service: string,
  meter: string,
  usageType: string,
  unit: string,
  price: string,
  base: number,
  shape?: Series['shape'],
  noise?: number,
  decimals?: number,
]

/** Adds lines for services that are billed by plain meters; `more` goes onto every one of them. */
export function addMeters(
  fleet: Fleet,
  account: string,
  owner: Owner,
  rows: readonly MeterRow[],
  more: Partial<SeriesSpec> = {},
): readonly number[] {
  return rows.map(([service, meter, usageType, unit, price, base, shape, noise, decimals]) =>
    addSeries(fleet, {
      account,
      owner,
      service,
      meter,
      usageType,
      unit,
      price,
      base,
      shape: shape ?? 'flat',
      noise: noise ?? 0,
      startSize: 0.75,
      decimals: decimals ?? 4,
      ...more,
    }),
  )
}
