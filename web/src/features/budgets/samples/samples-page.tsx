import '../budgets.css'
import './samples.css'
import type { MessageSample } from '@outlay/shared/alerts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CopyButton, Load, Skeleton } from '../../../components/ui/states.tsx'
import { useView } from '../../../lib/search-state.ts'
import { useTitle } from '../../../lib/use-title.ts'
import { samplesOptions } from '../answers.ts'
import { SlackPreview } from '../history/slack-preview.tsx'
import { builderLink } from './builder-link.ts'

/** Every message that alerts send, as Slack shows it in light and in dark, beside its blocks. */
export function SamplesPage() {
  useTitle('Messages in Slack')
  const view = useView()
  const query = useQuery(samplesOptions())
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">What alerts look like in Slack</h1>
          <p className="answer-detail muted">
            The figures are those of an example; the newest report is your own.{' '}
            <Link to="/budgets" search={{ ...view, selected: null, local: { tab: 'history' } }}>
              Alerts &amp; channels
            </Link>
          </p>
        </div>
      </div>
      <Load isPage query={query} what="The messages" skeleton={<Skeleton height={640} />}>
        {({ data }) => data.map((sample) => <Sample key={sample.id} sample={sample} />)}
      </Load>
    </>
  )
}

function Sample({ sample: { id, title, slack } }: { readonly sample: MessageSample }) {
  const blocks = JSON.stringify({ blocks: slack.blocks }, null, 2)
  return (
    <section className="card sample" aria-labelledby={`sample-${id}`}>
      <div className="card-head">
        <h2 id={`sample-${id}`} className="card-title">
          {title}
        </h2>
        <span className="card-actions">
          <CopyButton text={blocks} className="button small">
            Copy blocks<span className="sr-only"> of {title}</span>
          </CopyButton>
          <a className="button small" href={builderLink(slack)} target="_blank" rel="noreferrer">
            Open in Block Kit Builder<span className="sr-only">: {title}, in a new tab</span>
          </a>
        </span>
      </div>
      <p className="card-note">Notification: {slack.text}</p>
      <div className="sample-forms">
        <SlackPreview message={slack} theme="light" />
        <SlackPreview message={slack} theme="dark" />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls. */}
        <pre tabIndex={0}>{blocks}</pre>
      </div>
    </section>
  )
}
