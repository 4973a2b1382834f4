export interface Column {
  readonly label: string
  /** Amounts and counts stand at the right. */
  readonly num?: boolean
  readonly className?: string
}

/** The head row of a table whose columns are not sorted by a click. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, num = false, className = '' }) => (
          <th key={label} scope="col" className={num ? `num ${className}` : className || undefined}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  )
}
