/** What the overview loads behind its first paint, in one file. */
export { FactsRow } from './facts-row.tsx'
export { ForecastTile } from './forecast-tile.tsx'
export { Movers } from './movers.tsx'
export { NeedsCard } from './needs-card.tsx'
