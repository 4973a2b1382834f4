import type { CollectFault } from '@outlay/shared/collect'
import { ViewLink } from '../../../components/ui/view-link.tsx'
import { faultText, kindText } from './words.ts'

interface FaultProps {
  readonly fault: CollectFault
  /** The part of the source that it kept from coming; without it the whole run. */
  readonly part?: string
}

/** What a cloud refused or failed at: its own code, what to grant, and where it is explained. */
export function Fault({ fault, part }: FaultProps) {
  const { vendorCode, grant, help } = fault
  return (
    <div className={part === undefined ? 'fault' : 'fault fault-part'}>
      <p className="break">
        {part !== undefined && <strong>{part}: </strong>}
        {faultText(fault)}
      </p>
      <dl className="fault-facts">
        {vendorCode !== null && (
          <div>
            <dt>The cloud’s code</dt>
            <dd>
              <code className="break">{vendorCode}</code>
            </dd>
          </div>
        )}
        {grant !== null && (
          <div>
            <dt>To grant or switch on</dt>
            <dd>
              <code className="break">{grant}</code>
            </dd>
          </div>
        )}
      </dl>
      <p>
        <ViewLink to="/operations" hash={help}>
          What to do about {kindText(fault)}
        </ViewLink>
      </p>
    </div>
  )
}
