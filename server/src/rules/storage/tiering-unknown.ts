import { type Finding, type Range, type Remediation, silence, type Verdict } from '../rule.ts'
import { moveOf, readLimit } from './break-even.ts'
import { type BucketRow, baseClass, bucketName } from './bucket.ts'
import type { BucketFacts } from './bucket-inventory.ts'
import type { Classes } from './class-price.ts'
import type { Step } from './plan.ts'

export interface Tiering {
  /** Classes that are read at once, warmest first. */
  readonly classes: readonly string[]
  /** Classes for what nobody reads; `hours`: until it can be read, so that nothing of the bucket may have been asked for. */
  readonly archive: { readonly classes: readonly string[]; readonly hours: boolean }
  /** Part of the bytes that is old and hardly read, where the inventory does not tell. */
  readonly cold: Range
  readonly remedy: (row: BucketRow, steps: readonly Pick<Step, 'afterDays' | 'to'>[]) => Remediation
}

/** Sizes over which a saving is reckoned where the bucket's are unknown, KiB. Source: rules guide §6. */
export const SIZES_KIB = [256, 4096, 65_536] as const
/** Part of the old bytes that grows old in a month, where the inventory does not tell. */
const FLOW = 0.08
const AGE_DAYS = 90

export interface Unknown {
  readonly facts: BucketFacts | null
  readonly classes: Classes
  readonly gb: number
  readonly maxPaybackDays: number
  readonly tiering: Tiering
}

/** Part of a bucket's bytes that is read in a month, by its GET requests: each reads one object, at most. */
export function readsOf(row: BucketRow, objectKib: number): number {
  return row.base_gb > 0 ? (row.gets * objectKib) / (1024 * 1024) / row.base_gb : 0
}

/** What tiering may save where sizes or ages are unknown: from 0, over the sizes that objects may have. */
export function hypothesis(
  row: BucketRow,
  { facts, classes, gb, maxPaybackDays, tiering }: Unknown,
): Verdict {
  const standard = classes.of(baseClass(row.provider))
  const to = tiering.classes.flatMap((name) => classes.of(name) ?? []).at(-1)
  if (standard === undefined || to === undefined)
    return silence('price_unknown', 'No list price of a colder class.')
  const sizes = facts?.objectKib == null ? SIZES_KIB : [facts.objectKib]
  const moves = sizes.map((objectKib) => {
    const stored = { objectKib, reads: readsOf(row, objectKib), gets: row.gets / row.base_gb }
    const move = moveOf(standard, to, standard, stored)
    return { ...move, net: move.net - FLOW * move.oneOff }
  })
  const middle = moves[Math.floor(moves.length / 2)]
  if (middle === undefined || middle.net <= 0 || middle.days === null || middle.days > maxPaybackDays) {
    return silence(
      'not_worth_it',
      `It is read too often to pay back in ${to.name}, at the sizes that are likely; an inventory would tell for sure.`,
    )
  }
  const best = Math.max(...moves.map(({ net }) => net))
  return {
    ...suspected(row, classes, to.name),
    savings: {
      low: 0,
      expected: gb * tiering.cold.expected * middle.net,
      high: Math.min(row.base_cost, gb * tiering.cold.high * best),
    },
    factors: [
      { name: 'old bytes that are hardly read', ...tiering.cold, unit: 'share', source: 'prior' },
      {
        name: `saved a GB in ${to.name}, objects of 256 KB to 64 MB`,
        low: 0,
        expected: middle.net,
        high: best,
        unit: `${row.currency}/GB-month`,
        source: classes.source,
      },
    ],
    oneOff: gb * tiering.cold.expected * middle.oneOff,
    facts: {
      target_class: to.name,
      break_even_days: Math.round(middle.days),
      reads_a_month_that_break_even: readLimit(standard, to),
      get_requests: Math.round(row.gets),
      missing: facts === null ? 'inventory of the bucket' : 'sizes, ages and reads of its objects',
    },
    remediation: tiering.remedy(row, [{ afterDays: AGE_DAYS, to }]),
  }
}

function suspected(
  row: BucketRow,
  classes: Classes,
  to: string,
): Omit<Finding, 'savings' | 'factors' | 'oneOff' | 'facts' | 'remediation'> {
  return {
    verdict: 'finding',
    grade: 'W',
    title: `${bucketName(row)} has everything in ${baseClass(row.provider)}: what is old may belong in ${to}`,
    probability: classes.stale ? 0.25 * 0.75 : 0.25,
    part: 'classes',
    effort: 'S',
    risk: 'low',
  }
}
