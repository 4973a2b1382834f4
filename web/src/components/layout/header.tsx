import type { CommandContext } from '../../lib/commands.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { Icon } from '../ui/icon.tsx'
import { CompareControl } from './compare-control.tsx'
import { Freshness } from './freshness.tsx'
import { PeriodControl } from './period-control.tsx'
import { CurrencyControl, TeamControl, ThemeControl } from './small-controls.tsx'

/** Search, scope, period, comparison, currency, theme and help. */
export function Header({ context }: { readonly context: CommandContext }) {
  const { meta } = usePeriod()
  return (
    <header className="header">
      <button type="button" className="search-button" onClick={context.openPalette}>
        <Icon name="search" />
        <span className="search-text">Search or jump…</span>
        <span className="kbd" aria-hidden="true">
          ⌘K
        </span>
      </button>
      <div className="header-controls">
        {meta !== undefined && meta.teams.length > 0 && <TeamControl teams={meta.teams} />}
        <PeriodControl />
        <CompareControl />
        {meta !== undefined && meta.currencies.length > 1 && <CurrencyControl currencies={meta.currencies} />}
      </div>
      <div className="header-end">
        <Freshness />
        <ThemeControl />
        <button
          type="button"
          className="button icon-only ghost"
          aria-label="Keyboard shortcuts and help"
          onClick={context.openHelp}
        >
          <Icon name="help" size={18} />
        </button>
      </div>
    </header>
  )
}
