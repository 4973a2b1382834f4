import { PURCHASE, UNUSED, USED } from '../commitment-fixtures.ts'
import { defineRules } from '../rule.ts'
import { when } from '../sql.ts'

const SINCE_1_1 = ['1.1', '1.2', '1.3', '1.4'] as const

/** Azure spells the two in different case. */
const NOT_ITSELF = `lower(ResourceId) is distinct from lower(CommitmentDiscountId)`

/** Rows that a commitment discount makes: covered usage, its unused rest, its purchase. */
export const commitmentChargeRules = defineRules([
  {
    id: 'OUTLAY-COMMITMENT-STATUS-MISSING',
    title: 'Usage under a commitment says whether it is Used or Unused',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountId', 'CommitmentDiscountStatus'],
    violation: `ChargeCategory = 'Usage' and CommitmentDiscountId is not null and CommitmentDiscountStatus is null`,
    clean: [USED, UNUSED, PURCHASE],
    violating: [{ ...USED, CommitmentDiscountStatus: null }],
  },
  {
    id: 'DiscountHandling-A-009-C',
    title: 'A charge that a commitment covers bills nothing itself',
    level: 'warning',
    kind: 'row',
    columns: ['CommitmentDiscountStatus', 'BilledCost', 'ChargeClass'],
    mayLack: ['ChargeClass'],
    violation: `CommitmentDiscountStatus in ('Used', 'Unused') and BilledCost <> 0
      and ChargeClass is distinct from 'Correction'`,
    clean: [USED, UNUSED],
    violating: [{ ...USED, BilledCost: '2' }],
  },
  {
    id: 'DiscountHandling-A-018-C',
    title: 'The unused part of a commitment is a row of ChargeCategory Usage',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountStatus'],
    violation: `CommitmentDiscountStatus = 'Unused' and ChargeCategory <> 'Usage'`,
    clean: [UNUSED, PURCHASE],
    violating: [{ ...UNUSED, ChargeCategory: 'Purchase' }],
  },
  {
    id: 'DiscountHandling-A-019-C',
    title: 'The unused part of a commitment carries its id as ResourceId, case apart',
    level: 'error',
    kind: 'row',
    columns: ['CommitmentDiscountId', 'CommitmentDiscountStatus', 'ResourceId'],
    violation: when(`CommitmentDiscountStatus = 'Unused'`, NOT_ITSELF),
    clean: [USED, UNUSED, { ...UNUSED, ResourceId: 'SP-1' }],
    violating: [
      { ...UNUSED, ResourceId: null },
      { ...UNUSED, ResourceId: 'vm-1' },
    ],
  },
  {
    id: 'DiscountHandling-A-012-C',
    title: 'The purchase of a commitment carries its id as ResourceId, case apart',
    level: 'error',
    kind: 'row',
    versions: SINCE_1_1,
    columns: ['ChargeCategory', 'CommitmentDiscountId', 'ResourceId'],
    violation: when(`ChargeCategory = 'Purchase' and CommitmentDiscountId is not null`, NOT_ITSELF),
    clean: [PURCHASE, USED, { ...PURCHASE, CommitmentDiscountId: null, ResourceId: 'vm-1' }],
    violating: [{ ...PURCHASE, ResourceId: null }],
  },
  {
    // The official EffectiveCost-C-005-C asks it of every purchase, also of those that cover nothing to come.
    id: 'OUTLAY-COMMITMENT-PURCHASE-EFFECTIVE',
    title: 'EffectiveCost of the purchase of a commitment is 0: it is spread over the usage that it covers',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountId', 'EffectiveCost'],
    violation: `ChargeCategory = 'Purchase' and CommitmentDiscountId is not null and EffectiveCost <> 0`,
    clean: [PURCHASE, { ...PURCHASE, CommitmentDiscountId: null, EffectiveCost: '2' }],
    violating: [{ ...PURCHASE, EffectiveCost: '2' }],
  },
])
