import { useState } from 'react'
import { isolate } from '../../lib/isolate.ts'
import { applyTheme, readTheme, type Theme } from '../../lib/preferences.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly icon: IconName }[] = [
  { theme: 'system', label: 'System', icon: 'system' },
  { theme: 'light', label: 'Light', icon: 'sun' },
  { theme: 'dark', label: 'Dark', icon: 'moon' },
]

/** One team, or everyone. */
export function TeamControl({ teams }: { readonly teams: readonly string[] }) {
  const { team } = useView()
  const setView = useSetView()
  const text = isolate(team ?? 'All teams')
  return (
    <Menu label={`Scope: ${text}`} button={text}>
      {(close) =>
        [null, ...teams].map((choice) => (
          <MenuItem
            key={choice ?? ''}
            checked={choice === team}
            onSelect={() => {
              setView({ team: choice })
              close()
            }}
          >
            <bdi>{choice ?? 'All teams'}</bdi>
          </MenuItem>
        ))
      }
    </Menu>
  )
}

interface CurrencyControlProps {
  readonly currencies: readonly string[]
  /** What costs can be converted into, and the one that holds where nothing was chosen. */
  readonly reports: readonly string[]
  readonly report: string | null
}

/** Currencies never add: one at a time, the largest unless chosen, or all converted into one. */
export function CurrencyControl({ currencies, reports, report }: CurrencyControlProps) {
  const view = useView()
  const setView = useSetView()
  const [largest = 'USD'] = currencies
  const converted = view.report ?? (view.currency === null ? report : null)
  const own = converted === null ? (view.currency ?? largest) : null
  const text = converted === null ? own : `All in ${converted}`
  const isConvertible = reports.length > 0 && (currencies.length > 1 || !reports.includes(largest))
  return (
    <Menu label={`Currency: ${text}`} button={text}>
      {(close) => (
        <>
          {currencies.map((choice) => (
            <MenuItem
              key={choice}
              checked={choice === own}
              onSelect={() => {
                setView({ currency: choice === largest && report === null ? null : choice, report: null })
                close()
              }}
            >
              {choice}
            </MenuItem>
          ))}
          {isConvertible && <p className="menu-title">All, converted</p>}
          {isConvertible &&
            reports.map((choice) => (
              <MenuItem
                key={choice}
                checked={choice === converted}
                onSelect={() => {
                  setView({ currency: null, report: choice === report ? null : choice })
                  close()
                }}
              >
                All in {choice}
              </MenuItem>
            ))}
        </>
      )}
    </Menu>
  )
}

/** Light, dark or as the system has it. */
export function ThemeControl() {
  const [theme, setTheme] = useState(readTheme)
  const current = THEMES.find((choice) => choice.theme === theme)
  return (
    <Menu
      label={`Theme: ${current?.label ?? ''}`}
      align="end"
      className="button ghost"
      button={<Icon name={current?.icon ?? 'system'} size={18} />}
    >
      {(close) =>
        THEMES.map(({ theme: choice, label }) => (
          <MenuItem
            key={choice}
            checked={choice === theme}
            onSelect={() => {
              applyTheme(choice)
              setTheme(choice)
              close()
            }}
          >
            {label}
          </MenuItem>
        ))
      }
    </Menu>
  )
}
