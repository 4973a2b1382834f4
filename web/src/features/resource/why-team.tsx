import type { ResourceAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { useQuery } from '@tanstack/react-query'
import { isolate } from '../../lib/isolate.ts'
import { useView } from '../../lib/search-state.ts'
import { explainOptions } from '../teams/answers.ts'

/** Why the resource is its team's: the rule or the tag that decided, in words. Silent until it is known. */
export function WhyTeam({ resource }: { readonly resource: ResourceAnswer }) {
  const view = useView()
  const range = { start: resource.firstSeen, end: addDays(resource.lastSeen, 1) }
  const { data } = useQuery(explainOptions({ ...view, currency: resource.currency }, range, resource.id))
  if (data === undefined || data.data.length === 0) return null
  const now = data.data.filter(({ team }) => team === resource.team)
  const reasons = [...new Set((now.length === 0 ? data.data : now).map(({ reason }) => reason))]
  const shared = [...new Set(data.data.flatMap((row) => (row.shared === null ? [] : [row.shared])))]
  return (
    <p className="row-note">
      {reasons.map(isolate).join(' · ')}
      {shared.length > 0 && `; then shared by ${shared.map(isolate).join(', ')}`}
    </p>
  )
}
