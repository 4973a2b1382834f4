import { type FormEvent, useId, useState } from 'react'

interface MenuFormProps {
  readonly label: string
  readonly type: 'text' | 'date' | 'number'
  readonly submit: string
  readonly min?: string | undefined
  readonly onSubmit: (value: string) => void
}

/** One value of one's own at the end of a menu. */
export function MenuForm({ label, type, submit, min, onSubmit }: MenuFormProps) {
  const id = useId()
  const [value, setValue] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    const isEnough = min === undefined || (type === 'number' ? Number(value) >= Number(min) : value >= min)
    if (value.trim() !== '' && isEnough) onSubmit(value.trim())
  }
  return (
    <form className="menu-form is-single" onSubmit={send}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        {...(min !== undefined && { min })}
        {...(type === 'number' && { step: 'any', inputMode: 'decimal' })}
        maxLength={200}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button small" disabled={value.trim() === ''}>
        {submit}
      </button>
    </form>
  )
}
