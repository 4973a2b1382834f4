import type { CommandContext } from '../../lib/commands.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { Icon } from '../ui/icon.tsx'
import { CompareControl } from './compare-control.tsx'
import { Freshness } from './freshness.tsx'
import { PeriodControl } from './period-control.tsx'
import { CurrencyControl, TeamControl, ThemeControl } from './small-controls.tsx'

/** Search, scope, period, comparison, currency, theme and help; every control stands before its choices are known. */
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
        <TeamControl teams={meta?.teams ?? []} />
        <PeriodControl />
        <CompareControl />
        <CurrencyControl
          currencies={meta?.currencies ?? []}
          reports={meta?.reportCurrencies ?? []}
          report={meta?.reportCurrency ?? null}
        />
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
