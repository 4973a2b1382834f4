import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { recipientWords } from '../words.ts'
import type { Draft } from './draft.ts'

interface RecipientsProps {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly meta: ReportsAnswer['meta']
}

/** Who gets it: channels that are set up, and addresses. */
export function RecipientsField({ draft, change, meta }: RecipientsProps) {
  const { channels, mail, defaults } = meta
  const toggle = (channel: string, on: boolean) =>
    change({
      channels: on ? [...draft.channels, channel] : draft.channels.filter((each) => each !== channel),
    })
  const nobody = draft.channels.length === 0 && draft.addresses.trim() === ''
  return (
    <fieldset className="field">
      <legend className="field-label">Recipients</legend>
      {channels.map((channel) => (
        <label key={channel} className="report-check">
          <input
            type="checkbox"
            checked={draft.channels.includes(channel)}
            onChange={({ target }) => toggle(channel, target.checked)}
          />{' '}
          {recipientWords(channel)}
        </label>
      ))}
      <label className="field">
        <span className="field-label">Mail addresses and Slack channels</span>
        <input
          type="text"
          autoComplete="off"
          placeholder="ada@example.com, #finops"
          value={draft.addresses}
          onChange={({ target }) => change({ addresses: target.value })}
        />
      </label>
      {nobody && (
        <p className="field-hint">
          Nobody named: the channels of the team, else {defaults.map(recipientWords).join(', ')}.
        </p>
      )}
      {!mail && draft.addresses.includes('@') && (
        <p className="field-hint warn-text">Mail is not set up: what goes there is held until it is.</p>
      )}
    </fieldset>
  )
}
