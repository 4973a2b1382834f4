import type { SettingChange } from '@outlay/shared/settings'
import { formatInstant } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'

const NAME = { currency: 'Report currency', rate: 'Rates' } as const
const VALUE: Readonly<Record<string, string>> = { day: 'of each day', month: 'of the close of each month' }
const SHOWN = 20

/** Who changed what for everybody, newest first. Names are not verified. */
export function ChangesCard({ changes }: { readonly changes: readonly SettingChange[] }) {
  if (changes.length === 0) return null
  return (
    <section className="card settings-card" aria-labelledby="changes">
      <h2 className="card-title" id="changes">
        What was changed here
      </h2>
      <ul className="changes-log">
        {changes.slice(0, SHOWN).map(({ name, from, to, changedBy, changedAt }) => (
          <li key={`${changedAt} ${name}`}>
            {NAME[name]}: {words(from)} → <strong>{words(to)}</strong>
            <p className="row-note">
              {isolate(changedBy)}, {formatInstant(changedAt)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function words(value: string | null): string {
  return value === null ? 'each bill in its own' : (VALUE[value] ?? value)
}
