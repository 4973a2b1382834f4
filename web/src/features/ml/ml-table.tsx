import { type ReactNode, useState } from 'react'
import { MoreRows } from '../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'

interface MlColumn<T> {
  readonly label: string
  readonly num?: boolean
  readonly cell: (row: T) => ReactNode
}

interface MlTableProps<T> {
  readonly name: string
  /** The first names the row. */
  readonly columns: readonly MlColumn<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly shown?: number
}

/** A table of one section: the first rows, and all for the asking. */
export function MlTable<T>({ name, columns, rows, keyOf, shown = 10 }: MlTableProps<T>) {
  const [all, setAll] = useState(false)
  const visible = all ? rows : rows.slice(0, shown)
  const [first, ...rest] = columns
  return (
    <>
      <ScrollRegion label={name}>
        <table className="table ml-table">
          <caption className="sr-only">{name}</caption>
          <TableHead columns={columns} />
          <tbody>
            {visible.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{first?.cell(row)}</th>
                {rest.map(({ label, num, cell }) => (
                  <td key={label} className={num === true ? 'num' : undefined}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length > shown && (
        <MoreRows shown={visible.length} total={rows.length} all={all} onAll={setAll} />
      )}
    </>
  )
}
