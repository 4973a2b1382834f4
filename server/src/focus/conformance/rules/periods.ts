import { defineRules } from '../rule.ts'

/** Charge and billing periods: half-open, in UTC. */
export const periodRules = defineRules([
  {
    id: 'OUTLAY-CHARGE-PERIOD-ORDER',
    title: 'A charge period ends after it starts',
    level: 'error',
    kind: 'row',
    columns: ['ChargePeriodStart', 'ChargePeriodEnd'],
    violation: `ChargePeriodEnd <= ChargePeriodStart`,
    clean: [{}],
    violating: [{ ChargePeriodEnd: '2026-05-10 00:00:00' }, { ChargePeriodEnd: '2026-05-09 00:00:00' }],
  },
  {
    id: 'OUTLAY-BILLING-PERIOD-ORDER',
    title: 'A billing period ends after it starts',
    level: 'error',
    kind: 'row',
    columns: ['BillingPeriodStart', 'BillingPeriodEnd'],
    violation: `BillingPeriodEnd <= BillingPeriodStart`,
    clean: [{}],
    violating: [{ BillingPeriodEnd: '2026-05-01 00:00:00' }],
  },
  {
    id: 'OUTLAY-BILLING-PERIOD-MONTH',
    title: 'A billing period is one calendar month in UTC',
    level: 'warning',
    kind: 'row',
    columns: ['BillingPeriodStart', 'BillingPeriodEnd'],
    violation: `BillingPeriodStart <> date_trunc('month', BillingPeriodStart)
      or BillingPeriodEnd <> BillingPeriodStart + interval 1 month`,
    clean: [{}, { BillingPeriodStart: '2026-02-01 00:00:00', BillingPeriodEnd: '2026-03-01 00:00:00' }],
    violating: [
      { BillingPeriodStart: '2026-05-01 07:00:00', BillingPeriodEnd: '2026-06-01 07:00:00' },
      { BillingPeriodEnd: '2026-05-31 00:00:00' },
    ],
  },
  {
    id: 'OUTLAY-USAGE-OUTSIDE-PERIOD',
    title: 'Usage lies inside its billing period, corrections apart',
    level: 'warning',
    kind: 'row',
    columns: [
      'ChargeCategory',
      'ChargeClass',
      'ChargePeriodStart',
      'ChargePeriodEnd',
      'BillingPeriodStart',
      'BillingPeriodEnd',
    ],
    mayLack: ['ChargeClass'],
    violation: `ChargeCategory = 'Usage' and ChargeClass is distinct from 'Correction'
      and (ChargePeriodStart < BillingPeriodStart or ChargePeriodEnd > BillingPeriodEnd)`,
    clean: [{}, { ChargePeriodStart: '2026-04-30 00:00:00', ChargeClass: 'Correction' }],
    violating: [{ ChargePeriodStart: '2026-04-30 00:00:00' }, { ChargePeriodEnd: '2026-06-01 01:00:00' }],
  },
])
