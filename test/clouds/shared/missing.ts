/** How many of `rows` are not in `others`, each as often as it comes. */
export function missing(rows: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const row of others) counts.set(row, (counts.get(row) ?? 0) + 1)
  let count = 0
  for (const row of rows) {
    const left = counts.get(row) ?? 0
    if (left === 0) count += 1
    else counts.set(row, left - 1)
  }
  return count
}
