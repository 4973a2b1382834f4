interface SelectFieldProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly text: (option: T) => string
  readonly hint?: string
  /** The label is read out but not shown. */
  readonly compact?: boolean
  readonly onChange: (option: T) => void
}

/** One choice of a list, with its label. A value that the list lacks, e.g. of an old link, is offered as well. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, value, options, text, hint, compact = false, onChange } = props
  const offered = options.includes(value) ? options : [value, ...options]
  return (
    <label className="field">
      <span className={compact ? 'sr-only' : 'field-label'}>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = offered.find((option) => option === event.target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {offered.map((option) => (
          <option key={option} value={option}>
            {text(option)}
          </option>
        ))}
      </select>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </label>
  )
}
