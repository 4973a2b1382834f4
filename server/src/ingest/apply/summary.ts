import type { ConformanceFinding, ImportRecord, ImportSummary } from '@outlay/shared/api'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { describeRule } from '../../focus/conformance/registry.ts'
import type { StagedDelivery, StagedFinding } from '../staged.ts'

/** What the command prints: the figures of the files, and what became of their units; `sound` are those that did not fail. */
export function summarise(
  delivery: StagedDelivery,
  sound: StagedDelivery['units'],
  imports: readonly ImportRecord[],
  replaced: readonly string[],
): ImportSummary {
  const sum = (pick: (file: StagedDelivery['files'][number]) => number) =>
    delivery.files.reduce((total, file) => total + pick(file), 0)
  return {
    files: delivery.files.map(({ name, format, rowsIn, rowsKept, rowsRejected, ignoredColumns, error }) => ({
      name,
      format,
      rowsIn,
      rowsKept,
      rowsRejected,
      ignoredColumns,
      error,
    })),
    rowsIn: sum((file) => file.rowsIn),
    rowsKept: [...sound, ...delivery.sides].reduce((total, part) => total + part.rowsKept, 0),
    rowsRejected: sum((file) => file.rowsRejected),
    billedCost: billedCost(sound),
    replaced,
    imports,
    conformance: mergeFindings(delivery.units.flatMap((unit) => unit.findings)),
  }
}

function billedCost(units: StagedDelivery['units']): Record<string, Amount> {
  const totals: Record<string, Amount> = {}
  for (const { currency, billed } of units.flatMap((unit) => unit.totals)) {
    totals[currency] = addAmounts([totals[currency] ?? '0', billed ?? '0'])
  }
  return totals
}

/** One line a rule, its violations added over the units, with the first example. */
function mergeFindings(findings: readonly StagedFinding[]): ConformanceFinding[] {
  const merged = new Map<string, ConformanceFinding>()
  for (const { rule, violations, example } of findings) {
    const known = merged.get(rule)
    merged.set(rule, {
      rule,
      ...describeRule(rule),
      violations: violations + (known?.violations ?? 0),
      example: known?.example ?? example,
    })
  }
  return [...merged.values()]
}
