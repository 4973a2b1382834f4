import { type FormEvent, useId, useState } from 'react'

interface ValueFormProps {
  readonly label: string
  readonly submit: string
  readonly initial?: string
  readonly className?: string
  readonly onSubmit: (value: string) => void
}

/** One value of one's own, in a menu or below a card. */
export function ValueForm({
  label,
  submit,
  initial = '',
  className = 'menu-form is-single',
  onSubmit,
}: ValueFormProps) {
  const id = useId()
  const [value, setValue] = useState(initial)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() !== '') onSubmit(value.trim())
  }
  return (
    <form className={className} onSubmit={send}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        maxLength={2000}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button small" disabled={value.trim() === ''}>
        {submit}
      </button>
    </form>
  )
}
