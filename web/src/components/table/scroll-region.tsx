import type { ReactNode, Ref } from 'react'

interface ScrollRegionProps {
  readonly label: string
  readonly className?: string
  readonly ref?: Ref<HTMLElement>
  readonly children: ReactNode
}

/** A named box that scrolls, reachable by keyboard because its content may hold nothing that is. */
export function ScrollRegion({ label, className = '', ref, children }: ScrollRegionProps) {
  return (
    <section
      ref={ref}
      className={`table-scroll ${className}`}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll it only while it has the focus.
      tabIndex={0}
    >
      {children}
    </section>
  )
}
