import type { ResourceAnswer } from '@outlay/shared/api'
import { formatDay } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { consoleLink } from './console-link.ts'
import { WhyTeam } from './why-team.tsx'

/** Whose the resource is and what is known of it. */
export function Facts({ resource }: { readonly resource: ResourceAnswer }) {
  const tags = Object.entries(resource.tags)
  const link = consoleLink(resource)
  const facts: readonly (readonly [string, string | null])[] = [
    ['Team', resource.team ?? 'No team'],
    ['Provider', valueLabel('provider', resource.provider)],
    ['Service', resource.service],
    ['Type', resource.type],
    ['Region', resource.region],
    ['Account', resource.subAccountName ?? resource.subAccount],
    ['Billing account', resource.billingAccount],
    ['First seen', formatDay(resource.firstSeen, 'year')],
    ['Last seen', formatDay(resource.lastSeen, 'year')],
  ]
  return (
    <section className="card">
      <h2 className="card-title">Details</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="break">
                <bdi>{value}</bdi>
                {name === 'Team' && <WhyTeam resource={resource} />}
              </dd>
            </div>
          ))}
      </dl>
      {link !== null && (
        <p className="console-link">
          <a href={link.href} target="_blank" rel="noreferrer">
            Open in the {link.label}
          </a>
        </p>
      )}
      <h3 className="facts-head">Tags</h3>
      {tags.length === 0 ? (
        <p className="muted">Untagged</p>
      ) : (
        <ul className="tags">
          {tags.map(([key, value]) => (
            <li key={key} className="tag break">
              <bdi className="muted">{key}</bdi> <bdi>{value}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
