import { useQuery } from '@tanstack/react-query'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { CopyButton, Load, Skeleton } from '../../../components/ui/states.tsx'
import { alertOptions } from '../answers.ts'
import { builderLink } from '../samples/builder-link.ts'
import { SlackPreview } from './slack-preview.tsx'

/** An alert as Slack shows it, and the blocks behind it. */
export function AlertPreview({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useQuery(alertOptions(id))
  return (
    <Dialog title="The message, as Slack shows it" className="slack-dialog" onClose={onClose}>
      <Load query={query} what="The message" skeleton={<Skeleton height={280} />}>
        {({ data, slack }) => (
          <>
            <p className="card-note">Notification: {data.message.sentence}</p>
            <SlackPreview message={slack} />
            <details>
              <summary>Blocks as JSON</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
              <pre tabIndex={0}>{JSON.stringify(slack.blocks, null, 2)}</pre>
              <p className="card-actions">
                <CopyButton text={JSON.stringify({ blocks: slack.blocks })}>Copy blocks</CopyButton>
                <a className="button" href={builderLink(slack)} target="_blank" rel="noreferrer">
                  Open in Block Kit Builder<span className="sr-only">, in a new tab</span>
                </a>
              </p>
            </details>
          </>
        )}
      </Load>
    </Dialog>
  )
}
