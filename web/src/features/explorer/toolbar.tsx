import type { Granularity } from '@outlay/shared/dimensions'
import { Icon } from '../../components/ui/icon.tsx'
import { Menu } from '../../components/ui/menu.tsx'
import { CopyButton } from '../../components/ui/states.tsx'
import { dimensionLabel } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { costsQuery, groupsOf } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'

const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'parquet', label: 'Parquet' },
] as const

interface ToolbarProps {
  readonly range: Range
  readonly granularity: Granularity
}

/** Title of the table, and ways to take it away: a file of the same question, or a link. */
export function Toolbar({ range, granularity }: ToolbarProps) {
  const view = useView()
  const groups = groupsOf(view)
  return (
    <div className="card-head">
      <h2 className="card-title">
        By {groups.map((dim) => dimensionLabel(dim).toLowerCase()).join(' and ')}
      </h2>
      <div className="card-actions">
        <CopyButton text={location.href} className="button small">
          <Icon name="link" size={14} /> Copy link
        </CopyButton>
        <Menu
          label="Export"
          align="end"
          className="button small"
          button={
            <>
              <Icon name="download" size={14} /> Export
            </>
          }
        >
          {(close) => (
            <>
              <ExportLinks
                title="As the table"
                query={costsQuery(view, range, {
                  granularity: 'total',
                  groupBy: groups,
                  compare: groups.length === 1,
                })}
                close={close}
              />
              {granularity !== 'total' && (
                <ExportLinks
                  title={`As the chart, ${granularity}`}
                  query={costsQuery(view, range, { granularity, groupBy: groups })}
                  close={close}
                />
              )}
            </>
          )}
        </Menu>
      </div>
    </div>
  )
}

function ExportLinks({
  title,
  query,
  close,
}: {
  readonly title: string
  readonly query: string
  readonly close: () => void
}) {
  return (
    <>
      <p className="menu-title">{title}</p>
      {FORMATS.map(({ format, label }) => (
        <a
          key={format}
          className="menu-item"
          href={`/api/v1/costs/export?format=${format}&${query}`}
          download
          onClick={() => setTimeout(close)}
        >
          <span className="menu-check" />
          <span className="menu-text">{label}</span>
        </a>
      ))}
    </>
  )
}
