import type { MlEndpointRow, MlEndpointsAnswer } from '@outlay/shared/ml-parts'
import { formatCount, formatMoney } from '../../lib/format.ts'
import { CostLink, is } from './cost-link.tsx'
import { Findings } from './findings.tsx'
import { MlTable } from './ml-table.tsx'
import { Section } from './section.tsx'
import { priceText, shareText, shortCount, Thing, Unknown } from './words.tsx'

/** Inference endpoints: calls, what a thousand cost, and what would be saved if they followed their load. */
export function Endpoints() {
  return (
    <Section
      id="ml-endpoints"
      title="Endpoints"
      about="Requests are the metric invocations, of days with an hourly series; a thousand cost what those days cost. Idle is the part of the cost that falls on hours without a call. What-if: production keeps two replicas unless it runs one, hourly load at a burst of 1.2, 1.5 and 2 fills them to 80 %."
      section="endpoints"
      height={420}
    >
      {(answer) => <EndpointRows answer={answer} />}
    </Section>
  )
}

function EndpointRows({ answer: { endpoints, meta, rulesRanAt } }: { readonly answer: MlEndpointsAnswer }) {
  const { currency } = meta
  if (endpoints.length === 0) return <p className="ml-nothing muted">No inference endpoint is on the bill.</p>
  return (
    <>
      <MlTable<MlEndpointRow>
        name="Endpoints"
        rows={endpoints}
        keyOf={({ provider, resource }) => `${provider} ${resource}`}
        columns={[
          {
            label: 'Endpoint',
            cell: ({ resource, name, provider, team }) => (
              <Thing resource={resource} name={name} provider={provider} note={team} />
            ),
          },
          {
            label: 'Machine',
            cell: ({ machineType, replicas, minReplicas }) => (
              <>
                <span className="nowrap">{machineType ?? <Unknown />}</span>
                <p className="row-note">
                  {replicas === null
                    ? 'replicas unknown'
                    : `${formatCount(Math.round(replicas * 10) / 10)} at most`}
                  {minReplicas !== null && `, at least ${formatCount(minReplicas)}`}
                </p>
              </>
            ),
          },
          {
            label: 'Requests',
            num: true,
            cell: ({ requests }) => (requests === null ? <Unknown why="no metric" /> : shortCount(requests)),
          },
          {
            label: 'Per 1,000',
            num: true,
            cell: ({ costPer1000, requests }) =>
              priceText(costPer1000, currency, requests === 0 ? 'no request' : 'no metric'),
          },
          {
            label: 'Busy',
            num: true,
            cell: ({ utilisation, peak }) => (
              <>
                {shareText(utilisation, 'no metric')}
                {peak !== null && <p className="row-note">peak {Math.round(peak * 100)} %</p>}
              </>
            ),
          },
          {
            label: 'Cost',
            num: true,
            cell: ({ cost, resource, name, provider }) => (
              <CostLink
                cost={cost}
                currency={currency}
                of={name ?? resource}
                filters={[is('mlClass', 'inference'), is('resource', resource), is('provider', provider)]}
                by="usageType"
              />
            ),
          },
          {
            label: 'Without a call',
            num: true,
            cell: ({ idleCost }) =>
              idleCost === null ? <Unknown why="no metric" /> : formatMoney(idleCost, currency),
          },
          { label: 'What if', cell: ({ findings }) => <Findings findings={findings} currency={currency} /> },
        ]}
      />
      {rulesRanAt === null && (
        <p className="ml-nothing muted">
          The rules have not run yet: open Recommendations once for the what-if.
        </p>
      )}
    </>
  )
}
