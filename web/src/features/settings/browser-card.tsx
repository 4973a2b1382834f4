import { useState } from 'react'
import { readName, writeName } from '../../lib/change.ts'
import {
  applyDensity,
  applyTheme,
  type Density,
  readDensity,
  readShortcutsOn,
  readTheme,
  type Theme,
  writeShortcutsOn,
} from '../../lib/preferences.ts'

const THEMES: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' }

const DENSITIES: Readonly<Record<Density, string>> = { normal: 'Normal', compact: 'Compact' }

/** Kept in this browser alone. Motion is reduced where the system asks for it. */
export function BrowserCard() {
  const [theme, setTheme] = useState(readTheme)
  const [density, setDensity] = useState(readDensity)
  const [shortcuts, setShortcuts] = useState(readShortcutsOn)
  const [name, setName] = useState(readName() ?? '')
  const choose = (next: Theme) => {
    applyTheme(next)
    setTheme(next)
  }
  return (
    <section className="card settings-card" aria-labelledby="this-browser">
      <h2 className="card-title" id="this-browser">
        This browser
      </h2>
      <fieldset className="segments">
        <legend>Theme</legend>
        {(Object.keys(THEMES) as Theme[]).map((each) => (
          <button key={each} type="button" aria-pressed={each === theme} onClick={() => choose(each)}>
            {THEMES[each]}
          </button>
        ))}
      </fieldset>
      <fieldset className="segments">
        <legend>Rows of tables</legend>
        {(Object.keys(DENSITIES) as Density[]).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === density}
            onClick={() => {
              applyDensity(each)
              setDensity(each)
            }}
          >
            {DENSITIES[each]}
          </button>
        ))}
      </fieldset>
      <label className="switch">
        <input
          type="checkbox"
          checked={shortcuts}
          onChange={() => {
            writeShortcutsOn(!shortcuts)
            setShortcuts(!shortcuts)
          }}
        />{' '}
        Single-key shortcuts
      </label>
      <label className="field settings-name">
        <span className="field-label">Your name</span>
        <input
          type="text"
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={() => name.trim() !== '' && writeName(name.trim())}
        />
        <span className="field-hint">
          It stands beside your changes, for colleagues to see. Not verified.
        </span>
      </label>
    </section>
  )
}
