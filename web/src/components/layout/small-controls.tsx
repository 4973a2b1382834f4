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

/** Currencies never add: one at a time, the largest unless chosen. */
export function CurrencyControl({ currencies }: { readonly currencies: readonly string[] }) {
  const { currency } = useView()
  const setView = useSetView()
  const [largest = 'USD'] = currencies
  const current = currency ?? largest
  return (
    <Menu label={`Currency: ${current}`} button={current}>
      {(close) =>
        currencies.map((choice) => (
          <MenuItem
            key={choice}
            checked={choice === current}
            onSelect={() => {
              setView({ currency: choice === largest ? null : choice })
              close()
            }}
          >
            {choice}
          </MenuItem>
        ))
      }
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
