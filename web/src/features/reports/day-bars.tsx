import type { ViewDay } from '@outlay/shared/report-figures'

interface BarsProps {
  readonly days: readonly ViewDay[]
  readonly note: string | null
}

/** Daily cost as a table whose bars are drawn beside the amounts: it reads without them. */
export function DayBars({ days, note }: BarsProps) {
  return (
    <section aria-labelledby="report-days">
      <h2 id="report-days">Daily cost</h2>
      <table className="report-table report-days">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">
              <span className="report-key-name">
                <span className="report-key now" /> This period
              </span>{' '}
              <span className="report-key-name">
                <span className="report-key before" /> Period before
              </span>
            </th>
            <th scope="col" className="num">
              Cost
            </th>
            <th scope="col" className="num">
              Before
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ label, now, before, share, shareBefore }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="report-track">
                {share > 0 && <span className="report-bar-now" style={{ width: `${share * 100}%` }} />}
                {shareBefore > 0 && (
                  <span className="report-bar-before" style={{ width: `${shareBefore * 100}%` }} />
                )}
              </td>
              <td className="num">{now}</td>
              <td className="num muted">{before}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note !== null && <p className="muted report-days-note">{note}</p>}
    </section>
  )
}
