import { formatMoneyCompact } from '../../lib/format.ts'
import { dimOthers } from '../../lib/highlight.ts'
import type { Series } from './chart-model.ts'
import { SeriesName } from './series-name.tsx'
import { Swatch } from './swatch.tsx'

interface LegendProps {
  readonly series: readonly Series[]
  readonly currency: string
  readonly isolated: string | null
  readonly onIsolate: (key: string | null) => void
}

/** Names with their totals, in the order of the stack; a click shows one alone, another shows all. */
export function Legend({ series, currency, isolated, onIsolate }: LegendProps) {
  return (
    <ul className="legend">
      {series.map(({ key, label, slot, total }, position) => (
        <li key={key}>
          <button
            type="button"
            className="legend-item"
            aria-pressed={isolated === key}
            onClick={() => onIsolate(isolated === key ? null : key)}
            onPointerEnter={(event) => dimOthers(event.currentTarget, position)}
            onPointerLeave={(event) => dimOthers(event.currentTarget, null)}
          >
            <Swatch slot={slot} />
            <SeriesName series={{ key, label }} />
            <span className="legend-value">{formatMoneyCompact(total, currency)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
