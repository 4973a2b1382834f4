export type Theme = 'system' | 'light' | 'dark'

export type Density = 'normal' | 'compact'

const THEME_KEY = 'outlay.theme'
const SHORTCUTS_KEY = 'outlay.shortcuts'
const DENSITY_KEY = 'outlay.density'

/** The theme chosen in this browser; `boot.js` applies it before the first paint. */
export function readTheme(): Theme {
  const theme = read(THEME_KEY)
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  write(THEME_KEY, theme === 'system' ? null : theme)
}

/** How close the rows of tables stand; `boot.js` applies it before the first paint. */
export function readDensity(): Density {
  return read(DENSITY_KEY) === 'compact' ? 'compact' : 'normal'
}

export function applyDensity(density: Density): void {
  if (density === 'normal') delete document.documentElement.dataset['density']
  else document.documentElement.dataset['density'] = density
  write(DENSITY_KEY, density === 'normal' ? null : density)
}

/** Single-key shortcuts can be switched off (WCAG 2.1.4). */
export function readShortcutsOn(): boolean {
  return read(SHORTCUTS_KEY) !== 'off'
}

export function writeShortcutsOn(on: boolean): void {
  write(SHORTCUTS_KEY, on ? null : 'off')
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage may be forbidden: the choice then holds until the page is left.
  }
}
