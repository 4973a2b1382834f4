import { useId } from 'react'

interface TeamFieldProps {
  readonly label: string
  readonly value: string
  readonly teams: readonly { readonly id: string; readonly name: string | null }[]
  readonly hint?: string
  readonly autofocus?: boolean
  readonly onChange: (team: string) => void
}

/** A team that there is, or the name of a new one. */
export function TeamField({ label, value, teams, hint, autofocus = false, onChange }: TeamFieldProps) {
  const id = useId()
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        type="text"
        list={id}
        maxLength={100}
        value={value}
        {...(autofocus ? { 'data-autofocus': '' } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {teams.map((team) => (
          <option key={team.id} value={team.id} label={team.name ?? undefined} />
        ))}
      </datalist>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </label>
  )
}
