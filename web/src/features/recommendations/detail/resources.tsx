import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { MoreRows } from '../../../components/table/more-rows.tsx'
import { formatCount } from '../../../lib/format.ts'
import { useView } from '../../../lib/search-state.ts'

const SHOWN = 8

/** The resources it is about, each leading to its own page. */
export function Resources({ ids }: { readonly ids: readonly string[] }) {
  const view = useView()
  const [all, setAll] = useState(false)
  if (ids.length === 0) return null
  return (
    <section className="card" aria-label="Resources">
      <h2 className="card-title">{ids.length === 1 ? 'Resource' : `${formatCount(ids.length)} resources`}</h2>
      <ul className="plain resource-list">
        {(all ? ids : ids.slice(0, SHOWN)).map((id) => (
          <li key={id}>
            <Link to="/resources/$id" params={{ id }} search={{ ...view, local: {} }} className="break">
              <bdi>{id}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {ids.length > SHOWN && (
        <MoreRows shown={all ? ids.length : SHOWN} total={ids.length} all={all} onAll={setAll} />
      )}
    </section>
  )
}
