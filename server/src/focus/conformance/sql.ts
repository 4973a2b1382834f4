/** SQL boolean: a charge of Usage or Purchase that is no correction, for which most price columns must be filled. */
export const PRICED = `ChargeCategory in ('Usage', 'Purchase') and ChargeClass is distinct from 'Correction'`

/**
 * SQL boolean: two amounts differ by more than 1e-6 and by more than a billionth of the second. Computed in DOUBLE,
 * for the product of two DECIMAL(38,14) overflows; the tolerance is far above what that costs.
 */
export function differs(left: string, right: string): string {
  return `abs((${left}) - (${right})) > greatest(1e-6, 1e-9 * abs(${right}))`
}

export function double(column: string): string {
  return `cast(${column} as double)`
}

export function oneOf(values: readonly string[]): string {
  return `(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`
}

/** SQL boolean: both hold. The second is computed only for rows of the first, which a plain AND does not promise. */
export function when(condition: string, consequence: string): string {
  return `case when ${condition} then ${consequence} else false end`
}
