import { UNUSED } from '../commitment-fixtures.ts'
import { defineRules } from '../rule.ts'

/** Consumed quantities: filled on usage, except on what stayed unused. */
export const consumptionRules = defineRules([
  {
    id: 'ConsumedQuantity-C-004-C',
    title: 'ConsumedQuantity is empty outside usage and on the unused part of a commitment',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountStatus', 'ConsumedQuantity'],
    mayLack: ['CommitmentDiscountStatus'],
    violation: `ConsumedQuantity is not null and (ChargeCategory <> 'Usage' or CommitmentDiscountStatus = 'Unused')`,
    clean: [{}, UNUSED, { ChargeCategory: 'Tax', ConsumedQuantity: null }],
    violating: [{ ChargeCategory: 'Tax' }, { ...UNUSED, ConsumedQuantity: '1' }],
  },
  {
    // The official ConsumedQuantity-C-006-C inverts its condition: it fires on corrections alone.
    id: 'OUTLAY-CONSUMED-QUANTITY-MISSING',
    title: 'ConsumedQuantity is filled on usage, corrections and the unused part of a commitment apart',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'ChargeClass', 'CommitmentDiscountStatus', 'ConsumedQuantity'],
    mayLack: ['ChargeClass', 'CommitmentDiscountStatus'],
    violation: `ChargeCategory = 'Usage' and ChargeClass is distinct from 'Correction'
      and CommitmentDiscountStatus is distinct from 'Unused' and ConsumedQuantity is null`,
    clean: [{}, UNUSED, { ChargeClass: 'Correction', ConsumedQuantity: null }],
    violating: [{ ConsumedQuantity: null }],
  },
  {
    id: 'ConsumedUnit-C-005-C',
    title: 'ConsumedUnit is empty when ConsumedQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['ConsumedQuantity', 'ConsumedUnit'],
    violation: `ConsumedQuantity is null and ConsumedUnit is not null`,
    clean: [{}, { ConsumedQuantity: null, ConsumedUnit: null }],
    violating: [{ ConsumedQuantity: null }],
  },
  {
    id: 'ConsumedUnit-C-006-C',
    title: 'ConsumedUnit is filled when ConsumedQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['ConsumedQuantity', 'ConsumedUnit'],
    violation: `ConsumedQuantity is not null and ConsumedUnit is null`,
    clean: [{}, { ConsumedQuantity: null, ConsumedUnit: null }],
    violating: [{ ConsumedUnit: null }],
  },
])
