import type { Slot } from '../../lib/colors.ts'

/** The small square that ties a name to its fill; the name always stands beside it. */
export function Swatch({ slot }: { readonly slot: Slot }) {
  return <span className={`swatch swatch-${slot}`} aria-hidden="true" />
}
