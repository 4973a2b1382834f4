import type { FocusVersion } from '../../readers/support/focus-version.ts'
import { defineRules, type RowRule } from '../rule.ts'

const SINCE_1_1: readonly FocusVersion[] = ['1.1', '1.2', '1.3', '1.4']

/** Names and types that go with an id: accounts, regions, resources, SKUs, reservations of capacity. */
export const identityRules = defineRules([
  onlyWith('SubAccountName-C-004-C', 'SubAccountName', 'SubAccountId'),
  filledWith('SubAccountName-C-005-C', 'SubAccountName', 'SubAccountId'),
  onlyWith('SubAccountType-C-004-C', 'SubAccountType', 'SubAccountId'),
  filledWith('SubAccountType-C-005-C', 'SubAccountType', 'SubAccountId'),
  onlyWith('RegionName-C-004-C', 'RegionName', 'RegionId'),
  filledWith('RegionName-C-005-C', 'RegionName', 'RegionId'),
  onlyWith('ResourceName-C-004-C', 'ResourceName', 'ResourceId'),
  onlyWith('ResourceType-C-004-C', 'ResourceType', 'ResourceId'),
  { ...filledWith('ResourceType-C-005-C', 'ResourceType', 'ResourceId'), versions: SINCE_1_1 },
  onlyWith('SkuMeter-C-004-C', 'SkuMeter', 'SkuId'),
  { ...filledWith('SkuMeter-C-005-C', 'SkuMeter', 'SkuId'), level: 'warning' },
  onlyWith('SkuPriceDetails-C-004-C', 'SkuPriceDetails', 'SkuPriceId'),
  filledWith('OUTLAY-ALLOCATED-METHOD', 'AllocatedMethodId', 'AllocatedResourceId'),
  {
    id: 'CapacityReservationId-C-005-C',
    title: 'The unused part of a capacity reservation names its CapacityReservationId',
    level: 'error',
    kind: 'row',
    columns: ['CapacityReservationId', 'CapacityReservationStatus'],
    violation: `CapacityReservationStatus = 'Unused' and CapacityReservationId is null`,
    clean: [{}, { CapacityReservationId: 'cr-1', CapacityReservationStatus: 'Unused' }],
    violating: [{ CapacityReservationStatus: 'Unused' }],
  },
  // The official CapacityReservationStatus-C-003-C and -C-004-C have conditions without an operator.
  {
    ...onlyWith('OUTLAY-CAPACITY-STATUS-ALONE', 'CapacityReservationStatus', 'CapacityReservationId'),
    violating: [{ CapacityReservationStatus: 'Used' }],
  },
  {
    id: 'OUTLAY-CAPACITY-STATUS-MISSING',
    title: 'Usage of a capacity reservation says whether it is Used or Unused',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CapacityReservationId', 'CapacityReservationStatus'],
    violation: `ChargeCategory = 'Usage' and CapacityReservationId is not null and CapacityReservationStatus is null`,
    clean: [{}, { CapacityReservationId: 'cr-1', CapacityReservationStatus: 'Used' }],
    violating: [{ CapacityReservationId: 'cr-1' }],
  },
])

function onlyWith(id: string, column: string, key: string): RowRule {
  return {
    id,
    title: `${column} is empty when ${key} is`,
    level: 'error',
    kind: 'row',
    columns: [key, column],
    violation: `${key} is null and ${column} is not null`,
    clean: [{}, { [key]: null, [column]: null }],
    violating: [{ [key]: null }],
  }
}

function filledWith(id: string, column: string, key: string): RowRule {
  return {
    id,
    title: `${column} is filled when ${key} is`,
    level: 'error',
    kind: 'row',
    columns: [key, column],
    violation: `${key} is not null and ${column} is null`,
    clean: [{}, { [key]: null, [column]: null }],
    violating: [{ [column]: null }],
  }
}
