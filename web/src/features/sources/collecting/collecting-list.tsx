import type { CollectState } from '@outlay/shared/collect'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { CopyButton } from '../../../components/ui/states.tsx'
import { CollectorCard } from './collector-card.tsx'

const EXAMPLE = `sources:
  - id: payer
    type: aws-cost-explorer
    billingAccount: "123456789012"
  - id: azure
    type: azure-cost-management
    scope: providers/Microsoft.Billing/billingAccounts/1234567
  - id: google
    type: gcp-bigquery
    project: my-project
    dataset: billing_export`

/** Every source of the config file, or how to write one. */
export function CollectingList({ sources }: { readonly sources: readonly CollectState[] }) {
  const now = new Date()
  if (sources.length === 0) return <HowToConfigure />
  return (
    <ul className="plain collectors">
      {sources.map((source) => (
        <CollectorCard key={source.id} source={source} now={now} />
      ))}
    </ul>
  )
}

function HowToConfigure() {
  return (
    <div className="card-pad configure">
      <p className="strong">No source is configured</p>
      <p>
        Name one in <code>outlay.config.yaml</code>, in the folder that Outlay is started in, and start Outlay
        again: it then collects by itself every day. Give the keys in the environment, never in that file.
      </p>
      <ScrollRegion label="Example of a config file">
        <pre>{EXAMPLE}</pre>
      </ScrollRegion>
      <p className="configure-actions">
        <CopyButton text={EXAMPLE} className="button small">
          Copy the example
        </CopyButton>
        <span>
          Keep what you need; <code>docs/collectors.md</code> has all ten kinds of source and their settings.
        </span>
      </p>
      <p>
        <code>pnpm outlay doctor</code> proves keys and permissions by the cheapest real calls and names what
        is missing.
      </p>
    </div>
  )
}
