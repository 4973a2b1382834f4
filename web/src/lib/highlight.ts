/**
 * Dims all series of the surrounding chart but one. An attribute on the chart's root does it, so that
 * hovering renders nothing again; `null` ends it.
 */
export function dimOthers(from: Element, position: number | null): void {
  const root = from.closest('[data-highlight-scope]') ?? from.closest('[data-highlight-root]')
  for (const chart of root?.matches('[data-highlight-root]')
    ? [root]
    : (root?.querySelectorAll('[data-highlight-root]') ?? [])) {
    if (position === null) chart.removeAttribute('data-highlight')
    else chart.setAttribute('data-highlight', String(position))
  }
}
