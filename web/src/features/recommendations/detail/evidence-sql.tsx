import type { Recommendation } from '@outlay/shared/recommendations'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { Icon } from '../../../components/ui/icon.tsx'
import { CopyButton } from '../../../components/ui/states.tsx'
import { rangeLabel } from '../../../lib/labels.ts'
import { dedent } from './dedent.ts'

/** The SQL that found it and its parameters: whoever doubts it can run it. */
export function EvidenceSql({ evidence }: Pick<Recommendation, 'evidence'>) {
  const sql = dedent(evidence.sql)
  return (
    <details className="card sql-panel">
      <summary>
        <Icon name="code" /> Show the SQL
      </summary>
      <p className="card-note">Asked of {rangeLabel(evidence.window)}.</p>
      <CopyButton text={sql} className="button small">
        Copy SQL
      </CopyButton>
      <ScrollRegion className="is-tall" label="SQL">
        <pre>{sql}</pre>
      </ScrollRegion>
      <h3>Parameters</h3>
      <ScrollRegion label="Parameters">
        <pre>{JSON.stringify(evidence.params, null, 2)}</pre>
      </ScrollRegion>
    </details>
  )
}
