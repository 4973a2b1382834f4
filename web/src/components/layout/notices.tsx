import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isolate } from '../../lib/isolate.ts'
import { useView } from '../../lib/search-state.ts'
import { useServerState } from '../../lib/server-state.ts'
import { Icon } from '../ui/icon.tsx'

/** What concerns the page as a whole: parts of it that are gone, and an address that was not understood. */
export function Notices() {
  const { outdated, connected } = useServerState()
  return (
    <section className="notices" aria-label="Notices">
      {outdated && connected && <Outdated />}
      <Ignored />
    </section>
  )
}

function Outdated() {
  return (
    <div className="banner banner-warning" role="alert">
      <Icon name="warning" />
      <p>
        A part of this page could not be fetched: Outlay was updated or restarted while the page was open.
      </p>
      <button type="button" className="button small" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  )
}

/** Names what the address held in vain, and takes it out of the address. */
function Ignored() {
  const { ignored } = useView()
  const router = useRouter()
  const [seen, setSeen] = useState<readonly string[]>([])
  useEffect(() => {
    if (ignored.length === 0) return
    setSeen(ignored)
    // The router holds an address and what it would write for it to be the same, so a navigation would change nothing.
    router.history.replace(router.latestLocation.publicHref, router.history.location.state)
  }, [ignored, router])
  if (seen.length === 0) return null
  return (
    <div className="banner banner-quiet" role="status">
      <p>
        Not understood in the address, and left out: <code>{seen.map(isolate).join(' ')}</code>
      </p>
      <button type="button" className="button small ghost" onClick={() => setSeen([])}>
        Close
      </button>
    </div>
  )
}
