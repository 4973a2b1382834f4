import type { ViewSection } from '@outlay/shared/report-sections'
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent } from 'react'

/** A part of a report: a table whose rows lead to the app, or one line. */
export function ReportSectionView({ section }: { readonly section: ViewSection }) {
  const { id, title, line, columns, rows, path } = section
  return (
    <section aria-labelledby={`report-${id}`}>
      <h2 id={`report-${id}`}>
        <AppLink path={path}>{title}</AppLink>
      </h2>
      {rows.length > 0 && (
        <div className="report-scroll">
          <table className="report-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ cells: [first = '', ...others], path: to }, index) => (
                <tr key={to === null ? first : `${to} ${index}`}>
                  <th scope="row">{to === null ? first : <AppLink path={to}>{first}</AppLink>}</th>
                  {others.map((cell, column) => (
                    <td key={columns[column + 1]} data-label={columns[column + 1]}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {line !== null && <p>{line}</p>}
    </section>
  )
}

/** The address of a page of the app that a report names, without loading the app anew. */
function AppLink({ path, children }: { readonly path: string; readonly children: string }) {
  const { history } = useRouter()
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    history.push(path)
  }
  return (
    <a href={path} onClick={go}>
      {children}
    </a>
  )
}
