import { defineRules, type RowRule } from '../rule.ts'
import { differs, double, when } from '../sql.ts'

/** Costs that the standard allows but that make a bill useless for analysis. Known from real exports. */
export const costSanityRules = defineRules([
  {
    id: 'OUTLAY-EFFECTIVE-COST-ZERO',
    title: 'Usage without a commitment that bills something has an EffectiveCost',
    level: 'warning',
    kind: 'row',
    columns: ['ChargeCategory', 'BilledCost', 'EffectiveCost', 'CommitmentDiscountId'],
    mayLack: ['CommitmentDiscountId'],
    violation: `ChargeCategory = 'Usage' and CommitmentDiscountId is null and BilledCost > 0 and EffectiveCost = 0`,
    clean: [
      {},
      { BilledCost: '0', EffectiveCost: '0' },
      { CommitmentDiscountId: 'ri-1', EffectiveCost: '0' },
    ],
    violating: [{ EffectiveCost: '0' }],
  },
  zeroBeside('OUTLAY-LIST-COST-ZERO', 'ListCost'),
  zeroBeside('OUTLAY-CONTRACTED-COST-ZERO', 'ContractedCost'),
  {
    id: 'OUTLAY-LIST-BELOW-CONTRACTED',
    title: 'ListCost of usage is at least ContractedCost, corrections apart',
    level: 'warning',
    kind: 'row',
    columns: ['ChargeCategory', 'ChargeClass', 'ListCost', 'ContractedCost'],
    mayLack: ['ChargeClass'],
    violation: when(
      `ContractedCost > ListCost and ListCost > 0 and ChargeCategory = 'Usage' and ChargeClass is distinct from 'Correction'`,
      differs(double('ContractedCost'), double('ListCost')),
    ),
    clean: [{}, { ListCost: '5', ContractedCost: '5' }],
    violating: [{ ListCost: '4', ContractedCost: '5' }],
  },
  {
    id: 'OUTLAY-ZONE-IS-PRICE',
    title: 'AvailabilityZone is no decimal number: a column has shifted',
    level: 'error',
    kind: 'row',
    columns: ['AvailabilityZone'],
    violation: when(`AvailabilityZone like '%.%'`, `try_cast(AvailabilityZone as double) is not null`),
    clean: [{ AvailabilityZone: '1' }, { AvailabilityZone: 'us-east-1a' }, { AvailabilityZone: null }],
    violating: [{ AvailabilityZone: '0.05' }],
  },
])

function zeroBeside(id: string, column: string): RowRule {
  return {
    id,
    title: `${column} is not 0 where usage has an EffectiveCost, unused commitments apart`,
    level: 'warning',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountStatus', 'EffectiveCost', column],
    mayLack: ['CommitmentDiscountStatus'],
    violation: `ChargeCategory = 'Usage' and EffectiveCost <> 0 and ${column} = 0
      and CommitmentDiscountStatus is distinct from 'Unused'`,
    clean: [{}, { EffectiveCost: '0', [column]: '0' }, { CommitmentDiscountStatus: 'Unused', [column]: '0' }],
    violating: [{ [column]: '0' }],
  }
}
