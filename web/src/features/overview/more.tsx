/** What the overview loads behind its first paint, in one file. */
export { DailyExtras } from './daily-extras.tsx'
export { DailyMarks } from './daily-marks.tsx'
export { DailyTools } from './daily-tools.tsx'
export { FactsRow } from './facts-row.tsx'
export { ForecastTile } from './forecast-tile.tsx'
export { Movers } from './movers.tsx'
export { NeedsCard } from './needs-card.tsx'
