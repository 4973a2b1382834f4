import { useQuery } from '@tanstack/react-query'
import { Dialog } from '../../../components/ui/dialog.tsx'
import { CopyButton, Load, Skeleton } from '../../../components/ui/states.tsx'
import { alertOptions } from '../answers.ts'
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
              <CopyButton text={JSON.stringify({ blocks: slack.blocks })}>
                Copy for the Block Kit Builder
              </CopyButton>
            </details>
          </>
        )}
      </Load>
    </Dialog>
  )
}
