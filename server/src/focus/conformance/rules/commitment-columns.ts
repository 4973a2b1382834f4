import { PURCHASE, USED } from '../commitment-fixtures.ts'
import { defineRules, type RowRule } from '../rule.ts'
import { PRICED } from '../sql.ts'

/** Columns that describe a commitment discount: a reservation, a savings plan, committed use. */
export const commitmentColumnRules = defineRules([
  onlyWithId('CommitmentDiscountName-C-004-C', 'CommitmentDiscountName', 'Plan 1'),
  onlyWithId('CommitmentDiscountCategory-C-003-C', 'CommitmentDiscountCategory', 'Spend'),
  onlyWithId('CommitmentDiscountType-C-004-C', 'CommitmentDiscountType', 'Savings Plan'),
  // The official CommitmentDiscountStatus-C-003-C asks for the opposite of its own text, -C-004-C inverts its condition.
  onlyWithId('OUTLAY-COMMITMENT-STATUS-ALONE', 'CommitmentDiscountStatus', 'Used'),
  filledWithId('CommitmentDiscountCategory-C-004-C', 'CommitmentDiscountCategory'),
  filledWithId('CommitmentDiscountType-C-005-C', 'CommitmentDiscountType'),
  {
    id: 'CommitmentDiscountQuantity-C-005-C',
    title: 'CommitmentDiscountQuantity is filled on usage and purchases of a commitment, corrections apart',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'ChargeClass', 'CommitmentDiscountId', 'CommitmentDiscountQuantity'],
    mayLack: ['ChargeClass'],
    violation: `${PRICED}
      and CommitmentDiscountId is not null and CommitmentDiscountQuantity is null`,
    clean: [{}, USED, PURCHASE, { ...USED, ChargeClass: 'Correction', CommitmentDiscountQuantity: null }],
    violating: [
      { ...USED, CommitmentDiscountQuantity: null },
      { ...PURCHASE, CommitmentDiscountQuantity: null },
    ],
  },
  {
    // The official CommitmentDiscountQuantity-C-007-C also forbids it on corrections, where the standard allows it.
    id: 'OUTLAY-COMMITMENT-QUANTITY-ALONE',
    title: 'CommitmentDiscountQuantity is empty outside usage and purchases of a commitment',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountId', 'CommitmentDiscountQuantity'],
    violation: `CommitmentDiscountQuantity is not null
      and (CommitmentDiscountId is null or ChargeCategory not in ('Usage', 'Purchase'))`,
    clean: [USED, { ...USED, ChargeClass: 'Correction' }],
    violating: [{ CommitmentDiscountQuantity: '2' }, { ...USED, ChargeCategory: 'Credit' }],
  },
  {
    id: 'CommitmentDiscountUnit-C-005-C',
    title: 'CommitmentDiscountUnit is empty when CommitmentDiscountQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['CommitmentDiscountQuantity', 'CommitmentDiscountUnit'],
    violation: `CommitmentDiscountQuantity is null and CommitmentDiscountUnit is not null`,
    clean: [{}, USED],
    violating: [{ ...USED, CommitmentDiscountQuantity: null }],
  },
  {
    id: 'CommitmentDiscountUnit-C-006-C',
    title: 'CommitmentDiscountUnit is filled when CommitmentDiscountQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['CommitmentDiscountQuantity', 'CommitmentDiscountUnit'],
    violation: `CommitmentDiscountQuantity is not null and CommitmentDiscountUnit is null`,
    clean: [{}, USED],
    violating: [{ ...USED, CommitmentDiscountUnit: null }],
  },
])

function onlyWithId(id: string, column: string, value: string): RowRule {
  return {
    id,
    title: `${column} is empty when CommitmentDiscountId is`,
    level: 'error',
    kind: 'row',
    columns: ['CommitmentDiscountId', column],
    violation: `CommitmentDiscountId is null and ${column} is not null`,
    clean: [USED, {}],
    violating: [{ [column]: value }],
  }
}

function filledWithId(id: string, column: string): RowRule {
  return {
    id,
    title: `${column} is filled when CommitmentDiscountId is`,
    level: 'error',
    kind: 'row',
    columns: ['CommitmentDiscountId', column],
    violation: `CommitmentDiscountId is not null and ${column} is null`,
    clean: [USED, {}],
    violating: [{ ...USED, [column]: null }],
  }
}
