import type { Now } from './period.ts'
import { stepPeriod } from './period.ts'
import { DEFAULT_VIEW, type View } from './view.ts'

type Path =
  | '/'
  | '/explore'
  | '/changes'
  | '/unit-costs'
  | '/recommendations'
  | '/anomalies'
  | '/budgets'
  | '/ml'
  | '/commitments'
  | '/teams'
  | '/reports'
  | '/sources'
  | '/settings'

export interface CommandContext {
  readonly view: View
  readonly now: Now
  readonly setView: (patch: Partial<View>) => void
  readonly goTo: (path: Path) => void
  readonly openPalette: () => void
  readonly openHelp: () => void
  readonly copyLink: () => void
}

export interface Command {
  readonly id: string
  readonly title: string
  readonly group: 'Go to' | 'Period' | 'View' | 'Help'
  /** A key, or keys one after another: `g o`. */
  readonly keys: string
  readonly run: (context: CommandContext) => void
}

const go = (id: string, title: string, keys: string, path: Path): Command => ({
  id,
  title,
  group: 'Go to',
  keys,
  run: ({ goTo }) => goTo(path),
})

const period = (id: string, title: string, keys: string, text: string): Command => ({
  id,
  title,
  group: 'Period',
  keys,
  run: ({ setView }) => setView({ period: text }),
})

const step = (id: string, title: string, keys: string, direction: -1 | 1): Command => ({
  id,
  title,
  group: 'Period',
  keys,
  run: ({ view, now, setView }) => {
    const moved = stepPeriod(view.period, direction, now)
    if (moved !== null) setView({ period: moved })
  },
})

/** Every command once: menus, palette, shortcuts and the help sheet read this list. */
export const COMMANDS: readonly Command[] = [
  go('overview', 'Overview', 'g o', '/'),
  go('explore', 'Explorer', 'g e', '/explore'),
  go('changes', 'What changed', 'g w', '/changes'),
  go('unit-costs', 'Unit costs', 'g u', '/unit-costs'),
  go('recommendations', 'Recommendations', 'g r', '/recommendations'),
  go('anomalies', 'Anomalies', 'g a', '/anomalies'),
  go('budgets', 'Budgets & alerts', 'g b', '/budgets'),
  go('ml', 'ML & GPU', 'g m', '/ml'),
  go('commitments', 'Commitments', 'g c', '/commitments'),
  go('teams', 'Teams', 'g t', '/teams'),
  go('reports', 'Reports', 'g p', '/reports'),
  go('sources', 'Data sources', 'g d', '/sources'),
  go('settings', 'Settings', 'g s', '/settings'),
  period('mtd', 'Month to date', 'm', 'mtd'),
  period('last', 'Last month', 'p', 'last'),
  period('7d', 'Last 7 days', 'w', '7d'),
  period('28d', 'Last 28 days', 'f', '28d'),
  period('91d', 'Last 91 days', 'n', '91d'),
  period('ytd', 'Year to date', 'y', 'ytd'),
  period('12m', 'Last 12 months', 'l', '12m'),
  step('before', 'Period before', '[', -1),
  step('after', 'Period after', ']', 1),
  {
    id: 'compare',
    title: 'Comparison on or off',
    group: 'View',
    keys: 'v',
    run: ({ view, setView }) => setView({ compare: view.compare === 'none' ? 'prev' : 'none' }),
  },
  {
    id: 'table',
    title: 'Chart as table',
    group: 'View',
    keys: 't',
    run: ({ view, setView }) => setView({ chart: view.chart === 'table' ? null : 'table' }),
  },
  {
    id: 'copy',
    title: 'Copy link to this view',
    group: 'View',
    keys: 'c',
    run: ({ copyLink }) => copyLink(),
  },
  {
    id: 'clear',
    title: 'Clear filters',
    group: 'View',
    keys: 'Escape',
    run: ({ view, setView }) => {
      if (view.filters.length > 0 || view.selected !== null) {
        setView({ filters: DEFAULT_VIEW.filters, selected: null })
      }
    },
  },
  {
    id: 'palette',
    title: 'Search or jump',
    group: 'Help',
    keys: '/',
    run: ({ openPalette }) => openPalette(),
  },
  { id: 'help', title: 'Keyboard shortcuts', group: 'Help', keys: '?', run: ({ openHelp }) => openHelp() },
]

/** The command of an id in `COMMANDS`, for a menu that shows its key. */
export function commandKeys(id: string): string | undefined {
  return COMMANDS.find((command) => command.id === id)?.keys
}

/**
 * The command that a key completes, given the key before it within a sequence; or the word `pending` where a
 * sequence has begun.
 */
export function matchKey(before: string | null, key: string): Command | 'pending' | null {
  const typed = key.length === 1 ? key.toLowerCase() : key
  if (before !== null) {
    const full = COMMANDS.find((command) => command.keys === `${before} ${typed}`)
    if (full !== undefined) return full
  }
  const single = COMMANDS.find((command) => command.keys === typed)
  if (single !== undefined) return single
  return COMMANDS.some((command) => command.keys.startsWith(`${typed} `)) ? 'pending' : null
}
