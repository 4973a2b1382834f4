import { type Provenance, SOURCES } from './sources.ts'
import type { PricedProvider } from './vm-prices.ts'

/** What a commitment, or steady use by itself, takes off the on-demand list price. */
export interface CommitmentRate extends Provenance {
  readonly provider: PricedProvider
  /**
   * `resource-cud`, `flexible-cud`, `sud` (sustained use, by itself, for a whole month), `compute-savings-plan`,
   * `instance-savings-plan`, `sagemaker-savings-plan`, `reserved-instance`, `savings-plan`, `reservation`.
   */
  readonly kind: string
  /** Machine family, or `*` for every one that has no row of its own. */
  readonly family: string
  /** 12 or 36; 0 where nothing is promised. */
  readonly termMonths: 0 | 12 | 36
  /** What to reckon with, 0–1 of the on-demand list price. */
  readonly discount: number
  /** What the offer goes up to ("up to …"), where a source says so. */
  readonly discountMax: number | null
  /** `high` for a price list, `low` for a flat fallback. */
  readonly confidence: 'high' | 'low'
}

/**
 * Google's are of its price list in us-central1 and europe-west1, where they are equal within 0.2 points (a3-megagpu: half
 * a point more). The others are fallbacks for a customer whose own offers are not known: the flat 20 % that CUDOS reckons
 * with, beside what pages promise at most.
 */
export function commitmentRates(): readonly CommitmentRate[] {
  return [
    ...GOOGLE.flatMap(([family, sustained, oneYear, threeYears]) => [
      google('resource-cud', family, 12, oneYear),
      google('resource-cud', family, 36, threeYears),
      ...(sustained > 0 ? [google('sud', family, 0, sustained)] : []),
    ]),
    ...FALLBACKS.map(fallback),
  ]
}

const GOOGLE: readonly (readonly [family: string, sustained: number, oneYear: number, threeYears: number])[] =
  [
    ['a2', 0, 0.37, 0.65],
    ['a3', 0, 0.306, 0.561],
    ['c2', 0.2, 0.37, 0.6],
    ['c2d', 0, 0.37, 0.55],
    ['c3', 0, 0.37, 0.55],
    ['c3d', 0, 0.37, 0.55],
    ['c4', 0, 0.37, 0.55],
    ['c4a', 0, 0.341, 0.55],
    ['c4d', 0, 0.37, 0.55],
    ['e2', 0, 0.37, 0.55],
    ['g2', 0, 0.37, 0.55],
    ['g4', 0, 0.31, 0.56],
    ['m1', 0.3, 0.408, 0.7],
    ['m2', 0.3, 0.396, 0.654],
    ['m3', 0, 0.408, 0.7],
    ['n1', 0.3, 0.37, 0.55],
    ['n2', 0.2, 0.37, 0.55],
    ['n2d', 0.2, 0.37, 0.55],
    ['n4', 0, 0.37, 0.55],
    ['n4a', 0, 0.34, 0.55],
    ['n4d', 0, 0.37, 0.55],
    ['t2d', 0, 0.37, 0.55],
  ]

type Fallback = readonly [
  provider: PricedProvider,
  kind: string,
  family: string,
  termMonths: 12 | 36,
  discount: number,
  discountMax: number | null,
  source: keyof typeof SOURCES,
]

const FALLBACKS: readonly Fallback[] = [
  ['gcp', 'flexible-cud', '*', 12, 0.28, 0.28, 'flexibleCud'],
  ['gcp', 'flexible-cud', '*', 36, 0.46, 0.46, 'flexibleCud'],
  ['aws', 'compute-savings-plan', '*', 12, 0.2, 0.66, 'awsPlans'],
  ['aws', 'compute-savings-plan', '*', 36, 0.2, 0.66, 'awsPlans'],
  ['aws', 'compute-savings-plan', 'fargate', 12, 0.2, 0.2, 'vantage'],
  ['aws', 'compute-savings-plan', 'fargate', 36, 0.45, 0.45, 'vantage'],
  ['aws', 'instance-savings-plan', '*', 12, 0.2, 0.72, 'awsPlans'],
  ['aws', 'instance-savings-plan', '*', 36, 0.2, 0.72, 'awsPlans'],
  ['aws', 'sagemaker-savings-plan', '*', 12, 0.2, null, 'cudos'],
  ['aws', 'sagemaker-savings-plan', '*', 36, 0.2, null, 'cudos'],
  ['aws', 'reserved-instance', '*', 12, 0.2, null, 'cudos'],
  ['aws', 'reserved-instance', '*', 36, 0.2, null, 'cudos'],
  ['azure', 'savings-plan', '*', 12, 0.2, 0.65, 'cudosUpTo'],
  ['azure', 'savings-plan', '*', 36, 0.2, 0.65, 'cudosUpTo'],
  ['azure', 'reservation', '*', 12, 0.2, null, 'cudos'],
  ['azure', 'reservation', '*', 36, 0.2, null, 'cudos'],
]

function google(kind: string, family: string, termMonths: 0 | 12 | 36, discount: number): CommitmentRate {
  const rate = { provider: 'gcp', kind, family, termMonths, discount, discountMax: discount } as const
  return { ...rate, confidence: 'high', ...SOURCES.gcp }
}

function fallback([
  provider,
  kind,
  family,
  termMonths,
  discount,
  discountMax,
  source,
]: Fallback): CommitmentRate {
  const rate = { provider, kind, family, termMonths, discount, discountMax } as const
  return { ...rate, confidence: 'low', ...SOURCES[source] }
}
