import { type RefObject, useCallback, useEffect, useState } from 'react'

type Rich = typeof import('./rich-chart.tsx').RichChart

/**
 * The Recharts renderer once it is wanted: at once when someone reaches for the chart, else when the chart
 * is on screen and the browser idles. Touch devices wait for the touch.
 */
export function useRich(ref: RefObject<HTMLElement | null>): readonly [Rich | null, () => void] {
  const [rich, setRich] = useState<Rich | null>(null)
  const load = useCallback(() => {
    // Where it cannot be fetched the static chart stays: it shows the same.
    import('./rich-chart.tsx').then(
      (module) => setRich(() => module.RichChart),
      () => {},
    )
  }, [])
  useEffect(() => {
    const element = ref.current
    if (element === null || !matchMedia('(hover: hover)').matches) return
    return whenIdleInView(element, load)
  }, [ref, load])
  return [rich, load]
}

function whenIdleInView(element: HTMLElement, load: () => void): () => void {
  if (!('requestIdleCallback' in window)) return () => {}
  let idle = 0
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    observer.disconnect()
    idle = requestIdleCallback(load)
  })
  observer.observe(element)
  return () => {
    observer.disconnect()
    cancelIdleCallback(idle)
  }
}
